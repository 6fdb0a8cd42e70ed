# Pulled from nbs/appendix/picture.ipynb by tools/pull_tests.py. Do not edit.

from keras_rnn.draw.picture import *
from keras_rnn.draw.picture import _scripts


def test_a_picture_is_well_formed_and_can_be_read_out():
    import xml.etree.ElementTree

    picture = Picture(90, 40, 'a "title" & <more>', "what \x00 it shows")
    picture.text(10, 10, "<b> & \ufffd")
    picture.box(40, 20, 30, 20, "a\x07b", INPUT)
    root = xml.etree.ElementTree.fromstring(picture.svg())
    assert root.get("role") == "img"
    assert root.get("aria-label").startswith('a "title" & <more>. what')
    tags = [child.tag.split("}")[1] for child in root]
    assert tags[:3] == ["title", "desc", "rect"]


def test_a_formula_has_its_marks_lower_or_higher():
    import xml.etree.ElementTree

    assert _scripts("a = b", 10) == "a = b"
    shown = _scripts("h_{t-1} U^T < c", 10)
    root = xml.etree.ElementTree.fromstring(f"<text>{shown}</text>")
    assert "".join(root.itertext()) == "ht-1 UT < c"
    moves = [float(part.get("dy")) for part in root]
    assert moves[0] == 2.5 and abs(sum(moves)) < 1e-9 and min(moves) < -3


def test_long_text_is_shortened_to_its_room():
    assert fit("gate", 60) == "gate"
    for text in ["Donaudampfschifffahrtsgesellschaft", "日本語" * 9, "W" * 40]:
        short = fit(text, 60)
        assert short.endswith("…") and text.startswith(short[:-1])
        assert text_width(short) <= 60
    assert fit(" ", 60) == "␣" and fit("\n", 60) == "⏎"


def test_the_kinds_of_boxes_differ_in_grey():
    greys = []
    for color, strength in STRENGTH.items():
        red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
        full = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
        greys.append(1 - strength * (1 - full))
    greys.sort()
    steps = [high - low for low, high in zip(greys, greys[1:])]
    assert min(steps) > 0.08 and greys[0] > 0.5  # black text stays readable
