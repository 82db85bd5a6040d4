"""The cards of the print desk: what each says of its handout."""

from __future__ import annotations

from datetime import date
from html import unescape
from pathlib import Path

import pytest

from brochures.content.model import Content
from brochures.desk import page as desk
from brochures.formats import FORMATS
from brochures.formats.model import A4, LETTER
from brochures.render.html import filled
from tests.desk.desks import cards, lay_out, made_of, on
from tests.thorough import thorough

ROOT = Path(__file__).parents[2]

STEPS = {
    "trifold": ["paper", "actual_size", "short_edge", "fold_flap", "fold_cover"],
    "half-fold": ["paper", "actual_size", "short_edge", "fold_once"],
    "large-print": ["paper", "actual_size", "long_edge"],
    "one-page": ["paper", "actual_size", "one_side"],
    "card": ["paper", "actual_size", "one_side", "cut"],
}
"""What to do at the printer and with the sheet, of formats that differ in it."""


def test_steps_at_the_printer() -> None:
    """The steps go by what a format asks of printer, folder and scissors; each has its drawing."""
    for name in STEPS.keys() & FORMATS.keys():
        assert list(desk._steps(FORMATS[name])) == STEPS[name]
    drawn = (ROOT / "brochures/render/templates/steps.html").read_text("utf-8")
    for made in FORMATS.values():
        for step in desk._steps(made):
            assert f"macro {step}()" in drawn


def test_nobody_says_when_it_was_reviewed(tmp_path: Path, content: Content) -> None:
    """Where the words were never reviewed, no review is due, and none is shown."""
    words = content.model_dump(mode="json", exclude_unset=True)
    del words["review"]
    never = Content.model_validate(words)
    lay_out(tmp_path, never, made_of(never, tmp_path, "one-page"), date(2099, 1, 1))
    html = (tmp_path / "index.html").read_text("utf-8")
    labels = content.labels.desk
    assert 'role="alert"' not in html
    assert f"<dt>{labels.size}</dt>" in html
    assert f"<dt>{labels.review_by}</dt>" not in html


@thorough
def test_what_is_there_counts(tmp_path: Path, content: Content) -> None:
    """Paper, sides and steps on a card are those of the file that is there, not of today's words.

    The content has moved to A4, and the files are still on Letter.
    """
    made_of(on(content, "letter"), tmp_path, "trifold", "one-page")
    lay_out(tmp_path, on(content, "a4"))
    shown = cards(tmp_path)
    labels = content.labels
    put = labels.steps.paper
    for name, paper in {
        "trifold": filled(labels.papers.landscape, paper=LETTER.name),
        "one-page": LETTER.name,
        "large-print": A4.name,
    }.items():
        assert paper in shown[name]
        assert (filled(put, paper=paper) in shown[name]) == (name != "large-print")
        other = A4.name if paper != A4.name else LETTER.name
        assert not [text for text in shown[name] if other in text]
    assert labels.steps.fold_flap in shown["trifold"]
    assert labels.desk.both_sides in shown["trifold"]
    assert labels.desk.one_side in shown["one-page"]


def test_a_version_withheld_on_other_paper(tmp_path: Path, content: Content) -> None:
    """While the version on A4 is withheld, the card is about the Letter file that is there."""
    made_of(on(content, "letter"), tmp_path, "one-page")
    words = on(content, "a4").model_dump(mode="json", exclude_unset=True)
    words["topic"]["referral"]["lead"] = "Call us. " * 200
    longer = Content.model_validate(words)
    (outcome,) = made_of(longer, tmp_path, "one-page")
    assert not outcome.clean
    lay_out(tmp_path, longer, [outcome])
    shown = cards(tmp_path)["one-page"]
    assert LETTER.name in shown
    assert filled(content.labels.steps.paper, paper=LETTER.name) in shown


def test_a_file_that_is_spoilt(tmp_path: Path, content: Content) -> None:
    """A file that is no PDF, or a folder of its name, has a card that says so, and no pictures."""
    (tmp_path / "one-page.pdf").write_bytes(b"%PDF-1.7 cut off")
    (tmp_path / "trifold.pdf").mkdir()
    lay_out(tmp_path, content)
    html = (tmp_path / "index.html").read_text("utf-8")
    assert unescape(html).count(content.labels.desk.stale) == 2
    assert "<img" not in html


@pytest.mark.parametrize(
    ("name", "safe"),
    [("A/B: C?", "A B  C"), ("..", "handout"), ("Zoë's", "Zoë's"), ("a\nb", "a b")],
)
def test_names_of_files(name: str, safe: str) -> None:
    """A name of a clinic makes a name of a file on every system."""
    assert desk._safe(name).replace("  ", " ") == safe.replace("  ", " ")


@pytest.mark.parametrize(
    ("count", "language", "written"),
    [
        (83_700, "en-US", "84 kB"),
        (83_700, "de", "84 kB"),
        (120, "en-US", "1 kB"),
        (83_700, "fr-CA", "84 ko"),
        (1_234_000, "fr", "1 234 ko"),
    ],
)
def test_sizes_of_files(count: int, language: str, written: str) -> None:
    """A size is written in the words and the unit of its language, 1 kB at least."""
    assert " ".join(desk._size(count, language).split()) == written
