"""The playground: its JavaScript against Python, its page in a browser."""

import functools
import http.server
import json
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import browser  # noqa: E402, I001
import playground  # noqa: E402

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")
needs_browser = pytest.mark.skipif(
    browser.find_browser() is None, reason="chromium is not installed"
)
BUILT = ROOT / "_playground"
# JavaScript has 64 bits, Python here 32: long sums of logarithms differ more.
FAR = {"tags": 3e-5, "speech": 1e-4}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The page with models of three units, their weights at random."""
    folder = tmp_path_factory.mktemp("playground")
    names = list(playground.RECIPES)
    playground.build(folder, names, small=True, processes=1)
    return folder


def compare(folder):
    """How far the page's answers are from Python's, for each model."""
    script = Path(__file__).with_name("playground_answers.mjs")
    done = subprocess.run(
        [NODE, script, folder], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@needs_node
def test_page_answers_as_python_does(small):
    found = compare(small)
    assert set(found) == set(playground.RECIPES)
    for name, result in found.items():
        assert result["checks"] == 10, name
        assert result["worst"] < FAR.get(name, 1e-5), (name, result)


@needs_node
def test_comparison_can_fail(small, tmp_path):
    shutil.copytree(small, tmp_path, dirs_exist_ok=True)
    cells = tmp_path / "lib" / "cells.js"
    code = cells.read_text("utf-8")
    wrong = code.replace("z[unit] * value + (1 - z[unit])", "(1 - z[unit])")
    assert wrong != code
    cells.write_text(wrong, "utf-8")
    found = compare(tmp_path)
    assert found["brackets"]["worst"] > 1e-3
    assert found["names"]["worst"] > 1e-3


@needs_node
@pytest.mark.skipif(not BUILT.is_dir(), reason="run `make playground` first")
def test_built_models_answer_as_python_does():
    for name, result in compare(BUILT).items():
        assert result["worst"] < FAR.get(name, 1e-5), (name, result)


def test_first_view_is_small():
    files = [p for p in (ROOT / "playground").rglob("*") if p.is_file()]
    assert sum(p.stat().st_size for p in files) < 200_000


def test_page_links_into_the_site(tmp_path):
    playground.copy_page(tmp_path, site=True)
    page = (tmp_path / "index.html").read_text("utf-8")
    assert 'data-lessons="../nbs/{}.html"' in page
    assert "github" not in page
    lessons = {path.stem for path in (ROOT / "nbs").glob("*.ipynb")}
    linked = re.findall(r'data-lesson="(.*?)"', page)
    assert linked and set(linked) <= lessons


def test_bad_names_are_refused():
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "playground.py", "brakets"],
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "'brakets'" in done.stderr and "'brackets'" in done.stderr


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address(small):
    """Where a web server offers the page."""
    handler = functools.partial(Quiet, directory=str(small))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/index.html"
    server.shutdown()


@pytest.fixture(scope="module")
def page(address):
    """The page in a browser, every panel loaded."""
    with browser.Browser() as page:
        page.resize(1280, 900)
        page.open(address)
        page.until("document.documentElement.dataset.ready === ''")
        page.run(
            "document.querySelectorAll('[data-panel]').forEach("
            "  (panel) => panel.scrollIntoView({behavior: 'instant'}))"
        )
        page.resize(1280, 9000)  # then all of them are in sight
        page.until(
            "[...document.querySelectorAll('[data-panel]')].every("
            "  (panel) => panel.dataset.ready === '')"
        )
        page.resize(1280, 900)
        page.run("scrollTo(0, 0)")
        yield page
        assert not page.errors, page.errors


def text_of(page, selector):
    return page.run(f"document.querySelector({selector!r}).innerText")


@needs_browser
def test_page_asks_nobody_else(page, address):
    home = address.removesuffix("index.html")
    outside = [x for x in page.requests if not x.startswith((home, "data:"))]
    assert not outside
    assert any(url.endswith("models/names.bin") for url in page.requests)
    assert not page.errors


@needs_browser
def test_inside_follows_keys(page):
    page.run("document.getElementById('strip').focus()")
    page.press("Home")
    at = "document.getElementById('strip').getAttribute('aria-valuenow')"
    assert page.run(at) == "1"
    assert "Step 1," in text_of(page, "#figure-gates .says")
    page.press("ArrowRight")
    assert page.run(at) == "2"
    assert "Step 2," in text_of(page, "#figure-gates .says")


def type_in(page, selector, text):
    page.run(
        f"{{const field = document.querySelector({selector!r});"
        f"field.value = {text!r};"
        "field.dispatchEvent(new Event('input', {bubbles: true}))}"
    )


@needs_browser
def test_a_gate_held_by_hand_changes_the_answer(page):
    type_in(page, "#reader-text", "((a<(>a")
    before = text_of(page, "#caption-hold")
    type_in(page, "#hold-range", "0")
    after = text_of(page, "#caption-hold")
    assert "held at 0.00" in after and after != before
    type_in(page, "#reader-text", "éé")  # nothing that it can read
    assert "Nothing to read" in text_of(page, "#reader-hint")
    type_in(page, "#reader-text", "a" * 200)
    count = "document.getElementById('strip').children.length"
    assert page.run(count) == 40
    assert not page.errors


TYPED = {  # what is typed into a panel, and where its answer stands
    "review": ("textarea", ".result"),
    "tags": ("textarea", ".tagged"),
    "keyboard": ("textarea", ".keys"),
    "translate": ("textarea", ".french"),
    "names": ("[type=text]", ".names"),
}


@needs_browser
@pytest.mark.parametrize("panel", TYPED)
def test_panels_take_any_text(page, panel):
    field, answer = TYPED[panel]
    field = f"[data-panel={panel}] {field}"
    answer = f"[data-panel={panel}] {answer}"
    for text in ("", "  ", "The film is good.", "🙂 \u200d ́", "x" * 300, "<b>"):
        type_in(page, field, text)
        page.run("new Promise((done) => setTimeout(done, 150))")
        if text.startswith("The film"):
            assert text_of(page, answer).strip()
    assert not page.errors


@needs_browser
def test_a_curve_is_drawn_by_keys(page):
    board = "[data-panel=forecast] .board"
    page.run(f"document.querySelector({board!r}).focus()")
    before = text_of(page, "[data-panel=forecast] .result")
    for key in ("ArrowUp", "ArrowUp", "ArrowLeft", "ArrowUp"):
        page.press(key)
    assert text_of(page, "[data-panel=forecast] .result") != before
    assert not page.errors


@needs_browser
def test_a_scene_is_laid_out_by_pressing(page):
    grid = "document.querySelectorAll('[data-panel=caption] .grid button')"
    label = f"{grid}[15].getAttribute('aria-label')"
    assert page.run(label) == "right place, lower right: empty"
    page.run(f"{grid}[15].click()")
    assert page.run(label) == "right place, lower right: red circle"
    page.run(f"{grid}[15].click()")
    assert page.run(label) == "right place, lower right: empty"
    caption = "[data-panel=caption] .caption"
    assert text_of(page, caption).strip() != "Put a shape on the board."
    page.run(
        "document.querySelector('[data-panel=caption] .chips')"
        ".lastElementChild.click()"  # Clear
    )
    assert text_of(page, caption) == "Put a shape on the board."
    assert not page.errors


@needs_browser
def test_a_digit_is_said_and_heard(page):
    panel = "document.querySelector('[data-panel=speech]')"
    page.run(f"{panel}.querySelector('[aria-label=three]').click()")
    assert "says three" in text_of(page, "[data-panel=speech] .result")
    label = f"{panel}.querySelector('canvas').getAttribute('aria-label')"
    before = page.run(label)
    assert before.startswith("Spectrogram of")
    type_in(page, "[data-panel=speech] [type=range]", "1")  # a child
    page.run(f"{panel}.querySelector('.controls button').click()")
    assert "says three" in text_of(page, "[data-panel=speech] .result")
    assert page.run(label) != before
    assert not page.errors


@needs_browser
def test_the_microphone_is_asked_for_when_pressed(page):
    said = "[data-panel=speech] .result"
    press = (
        "[...document.querySelectorAll('[data-panel=speech] button')]"
        ".find((one) => one.innerText === 'Say it yourself').click()"
    )
    for setting, answer in (
        ("denied", "The microphone was refused"),
        ("granted", "You said something"),
    ):
        assert answer not in text_of(page, said)
        page.permit("microphone", setting)
        page.run(press)
        page.until(
            f"document.querySelector({said!r}).innerText.includes({answer!r})"
        )
    assert not page.errors


@needs_browser
def test_everything_has_a_name(page):
    nameless = page.run(
        "[...document.querySelectorAll('input, textarea, button, canvas,"
        " svg[role=img], [role=slider]')].filter((node) => !("
        " node.getAttribute('aria-label') || node.innerText ||"
        " node.closest('label')?.innerText || node.labels?.length)"
        ").map((node) => node.outerHTML.slice(0, 90))"
    )
    assert nameless == []


@needs_browser
def test_page_fits_a_phone(page):
    for width, dark in ((375, False), (1280, True)):
        page.resize(width, 800, dark)
        page.run("new Promise((done) => setTimeout(done, 200))")
        wide = page.run("document.documentElement.scrollWidth")
        assert wide <= width
        theme = page.run("document.documentElement.dataset.theme")
        assert theme == ("dark" if dark else "light")
    page.resize(1280, 900)
