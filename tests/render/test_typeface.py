"""The typeface: which characters it prints, and what is said of the others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from unicodedata import category

import pytest
from fontTools.ttLib import TTFont

from brochures.content.model import Content
from brochures.data import scripts, typeface
from brochures.pdf import read
from brochures.render.html import compose
from brochures.render.pdf import typeset
from tests.placing import placed
from tests.samples import minimal
from tests.trials import reads

ROOT = Path(__file__).parents[2]


def characters(path: Path) -> set[str]:
    """Return the characters of a font file."""
    with TTFont(path) as font:
        return set(map(chr, font.getBestCmap()))


def test_what_is_known_by_heart_is_so() -> None:
    """Regular and bold have every character that is taken for granted."""
    for face in typeface.FACES:
        assert characters(typeface.FOLDER / face) >= typeface.COMMON


def test_every_face_of_text_has_the_same_characters() -> None:
    """What regular prints, bold does."""
    for path in (typeface.FOLDER / face for face in typeface.FACES):
        assert characters(path) == set(map(chr, typeface._code_points(typeface.FACES)))


def test_all_that_counts_as_printable_is_printed() -> None:
    """Each character is printed in regular and in bold without another font, and read back."""
    codes = {
        *typeface._code_points(typeface.FACES),
        *typeface._code_points(typeface.EXTENDED_FACES),
    }
    known = [char for char in map(chr, sorted(codes)) if char == typeface.normal(char)]
    shown = [char for char in known if not typeface.unprintable(char) and not char.isspace()]
    assert len(shown) > 900
    words = [char if scripts.of_character(char) else f"x{char}" for char in shown]
    rows = [" ".join(words[at : at + 50]) for at in range(0, len(words), 50)]
    data = minimal()
    data["topic"]["sections"] = {}
    for at in range(0, len(rows), 20):
        items = [{"name": f"bold {row}", "text": "Text"} for row in rows[at : at + 20]]
        data["topic"]["sections"] |= {
            f"bold-{at}": {"title": f"Bold, from {at}", "items": items},
            f"plain-{at}": {"title": f"Plain, from {at}", "text": rows[at : at + 20]},
        }
    content = Content.model_validate(data)
    made = placed(content, "large-print-full")
    facts = read(typeset(compose(content, made), made).pdf)
    for row in rows:
        assert reads(facts.text, f"\n{row}\n")
        assert reads(facts.text, f"bold {row}")
    assert {run.bold for run in facts.runs if "\u20ac" in run.text} == {True, False}


def test_no_font_is_opened_for_common_words() -> None:
    """Loading our own words costs no import of a font library."""
    code = (
        "import sys; from pathlib import Path; from brochures.content.loader import load;"
        "load(Path('content.yaml')); sys.exit('fontTools' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("e\u0301", "é"),
        ("\u212b", "Å"),
        ("\u2126", "\u03a9"),
        ("1\u202f000\u2007km", "1\u00a0000\u00a0km"),
        ("a\u00a0b", "a\u00a0b"),
        ("plain", "plain"),
        ("non\u2011stop", "non-stop"),
        ("in\u200bvi\u00adsi\u2060ble\ufeff", "invisible"),
        ("g\u0303 o\u0323\u0300", "g\u0303 ọ\u0300"),
        ("\u200fa\u200eb\u061c", "ab"),
    ],
)
def test_one_way_of_writing(typed: str, printed: str) -> None:
    """What looks alike is written alike, in a way that the typeface prints."""
    assert typeface.normal(typed) == printed
    assert typeface.unprintable(printed) == []


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        ("a\u0e04\u0e04", '"ค" (U+0E04, THAI CHARACTER KHO KHWAI).', "in another way."),
        ("กขคงจ", "; and 2 more.", "in another way."),
        ("\ufb01", '"\ufb01" (U+FB01, LATIN SMALL LIGATURE FI).', 'such as "fi".'),
        ("\u2460", "CIRCLED DIGIT ONE", 'such as "1".'),
        ("3\u0303", "\u25cc\u0303 (U+0303, COMBINING TILDE) with the letter", "another way."),
        ("\ue000", "cannot print this: U+E000.", "in another way."),
        ("\u202e", "an invisible character here (U+202E, RIGHT-TO-LEFT OVERRIDE).", "Take it out."),
        ("\x07", "an invisible control character here (U+0007).", "Take it out."),
        ("\ud800", "an invisible character here (U+D800).", "Take it out."),
        ("\u0e04\u202e", "U+202E, RIGHT-TO-LEFT OVERRIDE.", "in another way."),
        ("sl\u0435ep", "CYRILLIC SMALL LETTER IE", "Type the word again."),
        ("\u0441o\u043d", "LATIN SMALL LETTER O", "Type the word again."),
    ],
)
def test_what_is_said_of_others(text: str, what: str, fix: str) -> None:
    """Each is shown where it can be, named as Unicode does, and a way out is told."""
    said = typeface.advice(typeface.unprintable(typeface.normal(text)))
    assert what in said[0]
    assert fix in said[1]
    assert all(map(str.isprintable, said))


def test_nothing_hidden_is_printable() -> None:
    """Of all of Unicode, nothing that is invisible or joins what stands before it gets through."""
    kinds: dict[str, list[str]] = {}
    for char in map(chr, range(sys.maxunicode + 1)):
        kinds.setdefault(category(char), []).append(char)
    # A million that mean nothing, in one text: what stands around them changes nothing.
    nothing = [char for kind in ("Cn", "Co", "Cs") for char in kinds[kind]]
    assert typeface.unprintable("".join(nothing)) == nothing
    others = [char for kind in ("Cc", "Cf", "Mc", "Me", "Mn") for char in kinds[kind]]
    assert [char for char in others if not typeface.unprintable(char)] == []
