"""Install keras-rnn. Everything it says comes from settings.ini."""

import re
from configparser import ConfigParser
from pathlib import Path

from setuptools import find_packages, setup

root = Path(__file__).parent
parser = ConfigParser()
parser.read(root / "settings.ini", encoding="utf-8")
settings = parser["DEFAULT"]

first, last = (
    int(settings[key].split(".")[1]) for key in ("min_python", "max_python")
)


def for_pypi(text):
    """The README with links and pictures that are found from elsewhere too."""

    def absolute(match):
        page = "raw" if match[1].startswith("!") else "blob"
        return f"{match[1]}({home}/{page}/{settings['branch']}/{match[2]})"

    return re.sub(r"(!?\[[^]]*\])\((?!\w+:|#)([^)]+)\)", absolute, text)


home = settings["git_url"]
readme = root / "README.md"
extras = {
    name: settings[f"{name}_requirements"].split()
    for name in (
        "lessons",
        "metrics",
        "images",
        "speech",
        "subwords",
        "onnx",
        "serve",
        "backends",
        "docs",
        "dev",
    )
}
for name in ("metrics", "images", "subwords"):
    extras["lessons"] += extras[name]
for name in ("lessons", "onnx", "serve", "speech"):
    extras["dev"] += extras[name]

setup(
    name=settings["lib_name"].replace("_", "-"),
    version=settings["version"],
    description=settings["description"],
    long_description=for_pypi(readme.read_text("utf-8")),
    long_description_content_type="text/markdown",
    keywords=settings["keywords"].split(),
    author=settings["author"],
    author_email=settings["author_email"],
    url=home,
    project_urls={
        "Documentation": f"{settings['doc_host']}{settings['doc_baseurl']}",
        "Changes": f"{home}/blob/{settings['branch']}/CHANGELOG.md",
        "Issues": f"{home}/issues",
    },
    license="Apache-2.0",
    classifiers=[
        "Development Status :: 3 - Alpha",
        "Intended Audience :: Developers",
        "Intended Audience :: Education",
        "Intended Audience :: Science/Research",
        "Natural Language :: English",
        "Programming Language :: Python :: 3 :: Only",
        *(
            f"Programming Language :: Python :: 3.{minor}"
            for minor in range(first, last + 1)
        ),
        "Topic :: Scientific/Engineering :: Artificial Intelligence",
    ],
    packages=find_packages(include=["keras_rnn", "keras_rnn.*"]),
    package_data={
        "keras_rnn": ["py.typed", "*.pyi"],
        "keras_rnn.data": ["starter/*"],
        "keras_rnn.deploy": ["docs.html"],
    },
    entry_points={
        "console_scripts": ["keras-rnn = keras_rnn.deploy.cli.commands:main"]
    },
    python_requires=f">=3.{first},<3.{last + 1}",
    install_requires=settings["requirements"].split(),
    extras_require=extras,
    zip_safe=False,
)
