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

import keras
import numpy as np
import pytest

from keras_rnn.data import scenes

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import browser  # noqa: E402, I001
import eye  # noqa: E402
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
        # A captioner is asked of ten boards and of ten photographs.
        assert result["checks"] == (20 if name == "caption" else 10), name
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


def test_eye_is_the_lessons_encoder():
    lesson = json.loads((ROOT / "nbs" / "17_captions.ipynb").read_text("utf-8"))
    cells = ["".join(cell["source"]) for cell in lesson["cells"]]
    code = next(x for x in cells if "def hand_made_encoder" in x)
    names = {"keras": keras, "ops": keras.ops, "np": np}
    exec(code, names)
    rows = scenes.make_scenes({"train": 30, "valid": 5, "test": 5})
    images = [scenes.draw_scene(line) for line, _, _ in rows]
    images = np.array([*images, eye.board([])])
    expected = keras.ops.convert_to_numpy(names["hand_made_encoder"]()(images))
    expected = expected.reshape(len(images), 9, -1)
    np.testing.assert_allclose(eye.regions_of(images), expected, atol=1e-5)


def test_eye_finds_things_on_a_table():
    rows, columns = np.mgrid[:60, : eye.WIDE]
    table = 150 + 0.5 * columns + 0.4 * rows  # brighter to the right
    photo = np.stack([table, table - 10, table - 25], axis=-1)
    photo[34:44, 12:26] *= 0.75  # the shadow of what comes
    photo[30:40, 10:24] = (200, 30, 40)
    disc = (rows - 30) ** 2 + (columns - 75) ** 2 < 100
    photo[disc] = (20, 60, 190)
    board = eye.board_of(photo.astype("uint8"))
    number = eye.regions_of([board])[0, :, :4].argmax(axis=-1)
    assert number.tolist() == [0, 0, 0, 1, 0, 1, 0, 0, 0]
    assert not (board[eye.PART * 2 + 8, 8] > (254, 60, 60)).any()
    for empty in (np.full((60, 80, 3), 90, "uint8"), photo[:4].astype("uint8")):
        assert (eye.board_of(empty) == 255).all()


RED, BLUE = (200, 30, 40), (20, 60, 190)


@pytest.mark.parametrize(
    "things, numbers",
    [
        # Two alike, wherever they lie, are one kind.
        ([(RED, 10, 10), (RED, 40, 70)], {eye.MIDDLE: 2}),
        ([(RED, 10, 10), (RED, 40, 10), (BLUE, 20, 70)], {3: 2, 5: 1}),
        # Of two cuts the one between kinds, though the other gap is wider.
        ([(RED, 5, 5), (RED, 5, 75), (BLUE, 45, 40)], {1: 2, 7: 1}),
        # A place has room for three of a kind.
        ([(RED, 10, x) for x in (5, 25, 45, 65)], {eye.MIDDLE: 3}),
    ],
)
def test_eye_keeps_kinds_apart(things, numbers):
    photo = np.full((66, eye.WIDE, 3), 220, "uint8")
    for color, row, column in things:
        photo[row : row + 12, column : column + 12] = color
    number = eye.regions_of([eye.board_of(photo)])[0, :, :4].argmax(axis=-1)
    assert {at: number[at] for at in np.flatnonzero(number)} == numbers


def test_sizes_stand_in_the_page(small):
    page = (small / "index.html").read_text("utf-8")
    panels = re.findall(r'data-panel="(.*?)" data-size="(\d+)"', page)
    assert len(panels) == 8
    for name, size in panels:
        path = small / "models" / f"{name}.bin"
        assert int(size) == round(path.stat().st_size / 1000)
    playground.tell_sizes(small)  # again: nothing changes
    assert (small / "index.html").read_text("utf-8") == page


def test_first_view_is_small():
    files = [p for p in (ROOT / "playground").rglob("*") if p.is_file()]
    assert sum(p.stat().st_size for p in files) < 200_000


def test_page_links_into_the_site(tmp_path):
    playground.copy_page(tmp_path, site=True)
    page = (tmp_path / "index.html").read_text("utf-8")
    assert 'data-lessons="../{}.html"' in page
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
    shaded = (
        "[...document.querySelectorAll('[data-panel=caption] .grid i')]"
        ".filter((node) => Number(node.style.opacity) > 0).length"
    )
    assert page.run(shaded) == 0
    page.run(f"document.querySelector('{caption} span').focus()")
    assert page.run(shaded) > 0  # where the network did not look
    page.run(
        "[...document.querySelectorAll('[data-panel=caption] .chips button')]"
        ".find((one) => one.innerText === 'Clear').click()"
    )
    assert text_of(page, caption) == "Put a shape on the board."
    assert not page.errors


CHOOSE = """(async (color, name) => {
  const canvas = new OffscreenCanvas(300, 200);
  const context = canvas.getContext("2d");
  context.fillStyle = "#ddd8cc";
  context.fillRect(0, 0, 300, 200);
  context.fillStyle = color;
  context.fillRect(30, 70, 50, 50);
  context.fillStyle = "#2038c0";
  context.beginPath();
  context.arc(230, 100, 30, 0, 7);
  context.fill();
  for (let at = 0; color === "none" && at < 900; at++) {
    context.fillStyle = `hsl(${at * 77}, 90%, 50%)`;
    context.fillRect((at * 37) % 300, (at * 91) % 200, 25, 25);
  }
  const parts = color ? [await canvas.convertToBlob()] : ["no picture"];
  const files = new DataTransfer();
  files.items.add(new File(parts, name, {type: "image/png"}));
  const input = document.querySelector("[data-panel=caption] [type=file]");
  input.files = files.files;
  input.dispatchEvent(new Event("change", {bubbles: true}));
})"""


@needs_browser
def test_a_picture_is_read(page):
    caption, told = (f"[data-panel=caption] {x}" for x in (".caption", ".read"))
    frames = "document.querySelectorAll('[data-panel=caption] .read rect')"
    for color, answer in {
        "#d02020": "Two things stand out",
        "#ddd8cc": "One thing stands out",
        "": "can't be read as a picture",
        "none": "no plain ground",
    }.items():
        page.run(f"{CHOOSE}({color!r}, 'table.png')")
        page.until(
            f"document.querySelector({told!r}).innerText.includes({answer!r})"
        )
        count = page.run(f"{frames}.length")
        assert count == {"Two": 2, "One": 1, "can't": 0}.get(
            answer.split()[0], count
        )
        assert ("Put a shape" in text_of(page, caption)) == (not color)
        doubtful = f"document.querySelector('{caption}.doubtful') !== null"
        assert page.run(doubtful) == (color == "none")
    page.run(
        "document.querySelector('[data-panel=caption] .chips button').click()"
    )
    assert text_of(page, told) == ""
    assert not page.errors


@needs_browser
def test_names_begin_as_typed(page):
    type_in(page, "[data-panel=names] [type=text]", "al7")
    assert "never saw 7" in text_of(page, "[data-panel=names]")
    names = text_of(page, "[data-panel=names] .names").split("\n")
    assert all(name.startswith("Al") for name in names)
    type_in(page, "[data-panel=names] [type=text]", "")
    assert "never saw" not in text_of(page, "[data-panel=names]")


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
    page.call("Accessibility.enable")
    nodes = page.call("Accessibility.getFullAXTree")["nodes"]
    named = set()
    for node in nodes:
        role = node.get("role", {}).get("value")
        traits = {x["name"]: x["value"] for x in node.get("properties", ())}
        reached = traits.get("focusable", {}).get("value")
        if not node["ignored"] and role != "RootWebArea" and reached:
            assert node["name"]["value"].strip(), node
            named.add(role)
    assert {"button", "radio", "slider", "textbox", "link"} <= named
    page.call("Accessibility.disable")
    pictures = page.run(
        "[...document.querySelectorAll("
        "  'canvas:not([aria-hidden]), [role=img]')]"
        ".filter((node) => !node.closest('[aria-label]'))"
        ".map((node) => node.outerHTML.slice(0, 90))"
    )
    assert pictures == []


@needs_browser
def test_tab_reaches_every_control(page):
    page.run(
        "scrollTo(0, 0); document.activeElement.blur();"
        "for (const node of document.querySelectorAll('[data-met]'))"
        "  delete node.dataset.met"
    )
    page.run("document.querySelector('.skip').focus()")
    for _ in range(300):
        page.run("document.activeElement.dataset.met = ''")
        page.press("Tab")
        if page.run("document.activeElement === document.body"):
            break
    # Of radio buttons, Tab reaches the one that is chosen.
    missed = page.run(
        "[...document.querySelectorAll('a[href], button, input, textarea,"
        " [tabindex]')].filter((node) => !('met' in node.dataset) &&"
        " !(node.type === 'radio' && !node.checked))"
        ".map((node) => node.outerHTML.slice(0, 90))"
    )
    assert missed == []


@needs_browser
def test_nothing_moves_for_those_who_ask(page):
    reduced = {"name": "prefers-reduced-motion", "value": "reduce"}
    moving = (
        "[...document.querySelectorAll('*')].filter((node) => {"
        "  const style = getComputedStyle(node);"
        "  return parseFloat(style.transitionDuration) > 0 ||"
        "    style.animationName !== 'none' ||"
        "    style.scrollBehavior === 'smooth'"
        "}).length"
    )
    assert page.run(moving) > 0
    page.call("Emulation.setEmulatedMedia", features=[reduced])
    assert page.run(moving) == 0
    page.resize(1280, 900)


@needs_browser
def test_page_fits_a_phone(page):
    for field in ("review", "tags", "keyboard", "translate"):
        text = "the old queen who lost her hat came back " * 3 + "y" * 60
        type_in(page, f"[data-panel={field}] textarea", text)
    for width, dark in ((375, False), (1280, True)):
        page.resize(width, 800, dark)
        page.run("new Promise((done) => setTimeout(done, 200))")
        wide = page.run("document.documentElement.scrollWidth")
        assert wide <= width
        theme = page.run("document.documentElement.dataset.theme")
        assert theme == ("dark" if dark else "light")
    page.resize(1280, 900)
