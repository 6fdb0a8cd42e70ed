"""Make README.md from nbs/index.ipynb, as it was last run.

    python tools/readme.py            write what changed
    python tools/readme.py --check    name what is not current; exit 1

Figures become files in docs/images/. Cells marked `#| hide` are left out, and
so is the code of cells marked `#| hide_input`.
"""

import base64
import posixpath
import re
import sys

from project import ROOT, for_readers, read

IMAGES = "docs/images"
COMMENT = "<!-- Made from nbs/index.ipynb by tools/readme.py. Do not edit. -->"
# Links relative to the notebook: no scheme, no anchor, no absolute path.
LINK = re.compile(r"(\]\(|(?:href|src)=\")(?!\w+:|#|/)([^)\"\s]+)")


def from_root(markdown):
    """The links that are relative to nbs/, made relative to the root."""
    return LINK.sub(
        lambda m: m[1] + posixpath.normpath(posixpath.join("nbs", m[2])),
        markdown,
    )


def fenced(text, language):
    return f"```{language}\n{text.rstrip()}\n```"


def output_as_markdown(output, files, alt):
    """One output of a cell; a figure is added to `files`."""
    if output.output_type == "stream":
        return fenced(output.text, "text")
    data = output.get("data", {})
    for mime, ending in ("image/svg+xml", "svg"), ("image/png", "png"):
        if mime in data:
            path = f"{IMAGES}/figure_{len(files) + 1}.{ending}"
            is_text = ending == "svg"
            files[path] = (
                data[mime].encode() if is_text else base64.b64decode(data[mime])
            )
            return f"![{alt}]({path})"
    if "text/html" in data:
        return data["text/html"].strip()
    if "text/markdown" in data:
        return from_root(data["text/markdown"])
    return fenced(data["text/plain"], "text") if "text/plain" in data else ""


def rendered(notebook):
    """README.md and its figures: a dict of path to bytes."""
    parts, files, alt = [COMMENT], {}, "figure"
    for cell in for_readers(notebook).cells:
        if cell.cell_type != "code":
            parts.append(from_root(cell.source.strip()))
            headings = re.findall(r"^#+ +(.+)$", cell.source, re.MULTILINE)
            alt = headings[-1] if headings else alt
            continue
        if not cell.metadata.get("transient"):
            parts.append(fenced(cell.source, "python"))
        parts += [output_as_markdown(o, files, alt) for o in cell.outputs]
    text = "\n\n".join(part for part in parts if part) + "\n"
    return {"README.md": text.encode(), **files}


def main(check, root=ROOT):
    wanted = rendered(read(root / "nbs/index.ipynb"))
    found = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in [root / "README.md", *(root / IMAGES).glob("figure_*")]
        if path.exists()
    }
    paths = wanted.keys() | found.keys()
    drift = sorted(p for p in paths if wanted.get(p) != found.get(p))
    for path in drift:
        if check:
            say = "differs from nbs/index.ipynb: run `make sync`"
        elif path in wanted:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(wanted[path])
            say = "written"
        else:
            (root / path).unlink()
            say = "removed"
        print(f"{path}: {say}")
    return int(check and bool(drift))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
