"""Find numbers in the text of a notebook that no cell of it shows.

    python tools/claims.py --check    print them, with the words around them;
                                       exit 1 if there are any
    python tools/claims.py 09 14      the same, for these lessons only

A number in prose comes from a cell of the same notebook: it stands in an output
(there it may be longer: 0.8203 is a source of .82 and of 82 %) or in code. Not
looked at are code, formulas, links, years, versions, sizes (32 x 64), numbers
of lessons and exercises, the table at the head, the quiz, and counts up to ten
without a unit of measurement.

A number from elsewhere, out of a paper say, is named where it stands, with
where it is from:

    <!-- from elsewhere: .959, 54.7 (Liu and Lane, 2016) -->
"""

import re
import sys
from typing import NamedTuple

from project import ROOT, notebooks, read

COUNTS = 10  # whole numbers up to this are counts: two cells, five steps
NUMBER = re.compile(
    r"(?<![\w.,/\\^])(?<!\w[-‑])"
    r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\.\d+|\d+)(e[-+]?\d+)?"
    r"(?!\d)\s?(%|percent\b|per cent\b|million\b|M\b|thousand\b|k\b|[\w°/]*)"
)
SOURCE = re.compile(
    r"(?<![A-Za-z\d])(\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d[\d_]*\.\d+"
    r"|\.\d+|\d[\d_]*\.?)(e[-+]?\d+)?"
)
FACTORS = {"million": 6, "M": 6, "thousand": 3, "k": 3}
PERCENT = ("%", "percent", "per cent")
UNITS = (
    "times nats bits points point s ms seconds second minutes minute hours"
).split()
ELSEWHERE = re.compile(r"<!--\s*from elsewhere:(.*?)-->", re.DOTALL)
# What holds no claims, in the order in which it is taken out.
SILENT = [
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"<!--[\s\S]*?-->",
        r"^ *```[\s\S]*?^ *```",
        r"`[^`\n]*`",
        r"<(code|pre|svg|style)\b[\s\S]*?</\1>",
        r"\$\$[\s\S]*?\$\$|\$[^$\n]+?\$",
        r"!?\[[^\]]*\]\([^)]*\)",  # links name papers and other lessons
        r"https?://\S+|<[^>]*>",
        r"^\|.*(?:seconds|minutes|reading time).*\n\|[-:| ]+\n(?:\|.*\n?)+",
        r"^ *(?:\*\*)?\d+\.(?:\*\*)? ",  # of a list, of an exercise
        r"^## Quiz\n[\s\S]*?(?=^## |\Z)",  # what if, not what was
        r"\b(?i:lessons?|exercises?|steps?|figures?|chapters?|sections?|seeds?"
        r"|issues?|request|lines?|id|Python|Keras|TensorFlow|PyTorch|NumPy)"
        r" \d[\d.]*[a-z]?\b(?:(?:,| and| to| or|,? then)+ \d[\d.]*[a-z]?\b)*",
        r"^#{1,6} .*$|#\d+",
        r"\b\d+(?: ?[x×] ?\d+)+\b",  # sizes
        r"\b(?:19|20)\d\d\b(?![,.]?\d)",  # years
    )
]


class Claim(NamedTuple):
    """A number in prose."""

    text: str  # as it stands
    value: float
    decimals: int
    is_share: bool  # whether it is followed by a percent sign
    words: str  # what stands around it


def exact(text, exponent=""):
    """The value of a number as written, and how many decimals it has."""
    digits = text.replace(",", "").replace("_", "")
    power = int((exponent or "e0")[1:])
    decimals = len(digits.partition(".")[2]) - power
    return float(digits + (exponent or "")), decimals


def claims(text):
    """The numbers of a cell of Markdown that want a source."""
    for pattern in SILENT:
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    for found in NUMBER.finditer(text):
        number, exponent, after = found.groups()
        follows_at_once = found.start(3) == found.end(2 if exponent else 1)
        if follows_at_once and after[:1].isalpha():
            if after not in (*FACTORS, *UNITS):
                continue  # 16b, 3D
        value, decimals = exact(number, exponent)
        factor = FACTORS.get(after, 0)
        has_unit = factor or after in (*PERCENT, *UNITS)
        if decimals <= 0 and value <= COUNTS and not has_unit:
            continue
        around = text[max(0, found.start() - 40) : found.end() + 30]
        yield Claim(
            number + (exponent or "") + ("%" if after in PERCENT else ""),
            value * 10**factor,
            decimals - factor,
            after in PERCENT,
            " ".join(around.split()),
        )


def output_text(output):
    """What an output says in words and figures."""
    data = output.get("data", {})
    plain = [output.get("text", ""), data.get("text/plain", "")]
    drawn = data.get("image/svg+xml", "")
    marked = re.findall(r"<text[^>]*>(.*?)</text>", drawn, re.DOTALL)
    marked += [data.get(kind, "") for kind in ("text/html", "text/markdown")]
    plain += [re.sub(r"<[^>]*>", " ", part) for part in marked]
    return "\n".join(plain)


def sources(notebook):
    """Every number in code and outputs, as pairs of value and decimals."""
    found = set()
    for cell in notebook.cells:
        text = cell.source
        if cell.cell_type == "markdown":
            # The code of solutions is code.
            text = "\n".join(re.findall(r"```python.*?```", text, re.DOTALL))
        for output in cell.get("outputs", []):
            text += "\n" + output_text(output)
        for number, exponent in SOURCE.findall(text):
            found.add(exact(number.rstrip("."), exponent))
    return found


def is_shown(claim, known):
    """Whether a number is a known one, or a known one rounded."""
    scales = (0, 2) if claim.is_share else (0,)
    digits = f"{claim.value:.0f}"
    # 25,000 may be 24,996 rounded, 2,300 may be 2,312: two figures hold.
    zeros = len(digits) - max(2, len(digits.rstrip("0")))
    for scale in scales:
        for value, decimals in known:
            value, decimals = value * 10**scale, decimals - scale
            if abs(value - claim.value) <= 1e-9 * claim.value:
                return True
            places = claim.decimals
            if places <= 0 and zeros > 0:
                places = min(places, -zeros)
            unit = 10.0**-places
            off = abs(value - claim.value)
            if decimals >= places and off <= unit / 2 * (1 + 1e-9):
                return True
    return False


def unbacked(notebook):
    """The numbers in a notebook's prose that nothing in it shows.

    Returns:
        list of pairs: the cell's index, and the `Claim`.
    """
    known, missing = sources(notebook), []
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "markdown":
            continue
        named = " ".join(ELSEWHERE.findall(cell.source))
        allowed = {exact(*pair)[0] for pair in SOURCE.findall(named)}
        missing += [
            (index, claim)
            for claim in claims(cell.source)
            if not is_shown(claim, known)
            and not {claim.value, exact(claim.text.rstrip("%"))[0]} & allowed
        ]
    return missing


def main(arguments, root=ROOT):
    chosen = tuple(word for word in arguments if not word.startswith("-"))
    count = 0
    for path in notebooks(root):
        if chosen and not path.stem.startswith(chosen):
            continue
        for index, claim in unbacked(read(path)):
            count += 1
            place = path.relative_to(root)
            print(f"{place} [{index}] {claim.text}: ... {claim.words} ...")
    if count:
        print(
            f"{count} numbers in prose without a source: print them in a cell "
            "of the notebook, or name where they are from "
            "(see tools/claims.py)"
        )
    return int(count > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
