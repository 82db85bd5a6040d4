"""The cards of the print desk: what each says of its handout."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from brochures.content.markup import plain
from brochures.content.model import Content
from brochures.data import icons
from brochures.desk import page as desk
from brochures.formats import FORMATS
from brochures.formats.model import A4, LETTER, Format
from brochures.render.html import filled
from brochures.render.result import Typeset
from tests.desk.desks import cards, lay_out, made_of, on
from tests.thorough import thorough

ROOT = Path(__file__).parents[2]

STEPS = {
    "trifold": ["paper", "actual_size", "short_edge", "fold_flap", "fold_cover"],
    "half-fold": ["paper", "actual_size", "short_edge", "fold_once"],
    "large-print": ["paper", "actual_size", "long_edge", "staple"],
    "one-page": ["paper", "actual_size", "one_side"],
    "card": ["paper", "actual_size", "one_side", "cut"],
}
"""What to do at the printer and with the sheet, of formats that differ in it."""


def test_steps_at_the_printer() -> None:
    """The steps go by what a format asks of printer, folder and scissors; each has its drawing."""
    for name in STEPS.keys() & FORMATS.keys():
        made = FORMATS[name]
        sheets = desk._sheets(made, made.pages or 19)
        assert list(desk._steps(made, sheets)) == STEPS[name]
    drawn = (ROOT / "brochures/render/templates/steps.html").read_text("utf-8")
    for made in FORMATS.values():
        for step in desk._steps(made, 2):
            assert f"macro {step}()" in drawn


def test_icons_of_readers() -> None:
    """Each kind of handout has an icon for its readers; physicians have one of their own."""
    signs = {made.icon for made in FORMATS.values() if made.for_patients}
    others = {made.icon for made in FORMATS.values() if not made.for_patients}
    assert signs | others <= set(icons())
    assert not signs & others


@pytest.mark.parametrize(
    ("name", "pages", "sheets"),
    [
        ("large-print", 1, 1),
        ("large-print", 2, 1),
        ("large-print", 19, 10),
        ("trifold", 2, 1),
        ("one-page", 2, 2),
    ],
)
def test_sheets_of_a_copy(name: str, pages: int, sheets: int) -> None:
    """Two pages share a sheet that is printed on both sides; one sheet alone is not stapled."""
    made = FORMATS[name]
    assert desk._sheets(made, pages) == sheets
    assert ("staple" in desk._steps(made, sheets)) == (sheets > 1)


@pytest.mark.parametrize(
    ("label", "handout", "said"),
    [
        ("Print {handout}", "Tri-fold", "Print tri-fold"),
        ("Print {handout}", "A4 poster", "Print A4 poster"),
        ("Print {handout}", "X", "Print X"),
        ("{handout} drucken", "Großdruck", "Großdruck drucken"),
    ],
)
def test_what_a_button_says(label: str, handout: str, said: str) -> None:
    """Within a sentence the name of a handout begins small, but for capitals of its own."""
    assert desk._button(label, handout) == said


@pytest.mark.parametrize(
    ("name", "panels"),
    [
        ("trifold", ["cover", "flap"]),
        ("half-fold", ["cover", "back"]),
        ("large-print", []),
        ("one-page", []),
        ("card", []),
    ],
)
def test_panels_that_are_pictured(name: str, panels: list[str]) -> None:
    """A folded sheet shows its cover, and the panel beside it that is opened next."""
    assert [panel.name for panel in desk._front(FORMATS[name])] == panels


def test_pictures_of_panels(handouts: Mapping[str, Typeset], made: Mapping[str, Format]) -> None:
    """The picture of a panel is that part of its page, edge to edge; other pages are whole."""
    folded, pdf = made["trifold"], handouts["trifold"].pdf
    (whole,) = {(each.width, each.height) for each in desk._pictures(pdf, ())}
    assert whole == (792, 612)
    page = pictured(desk._pictures(pdf, ())[0])
    for picture, panel in zip(
        desk._pictures(pdf, desk._front(folded)), desk._front(folded), strict=True
    ):
        left, right = round(panel.left * 72), round((panel.left + panel.width) * 72)
        assert (picture.page, picture.width, picture.height) == (1, right - left, 612)
        drawn, wanted = pictured(picture), page.crop((left, 0, right, 612))
        assert max(ImageStat.Stat(ImageChops.difference(drawn, wanted)).mean) < 2


def pictured(picture: desk.Picture) -> Image.Image:
    """Return a picture of the desk as an image."""
    data = base64.b64decode(picture.data.partition(",")[2])
    return Image.open(BytesIO(data)).convert("RGB")


def test_mail_is_for_physicians(tmp_path: Path, content: Content) -> None:
    """A handout for patients has no e-mail to a physician; one for physicians has."""
    lay_out(tmp_path, content, made_of(content, tmp_path, "one-page", "card"))
    html = (tmp_path / "index.html").read_text("utf-8")
    assert html.count("data-copy=") == html.count("<textarea") == 1
    assert content.labels.desk.mail in cards(tmp_path)["one-page"]


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
    put = plain(labels.steps.paper)
    for name, paper in {
        "trifold": LETTER.name,
        "one-page": LETTER.name,
        "large-print": A4.name,
    }.items():
        assert (filled(put, paper=paper) in shown[name]) == (name != "large-print")
        other = A4.name if paper != A4.name else LETTER.name
        assert not [text for text in shown[name] if other in text]
    assert plain(labels.steps.fold_flap) in shown["trifold"]
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
    assert filled(plain(content.labels.steps.paper), paper=LETTER.name) in shown


def test_a_file_that_is_spoilt(tmp_path: Path, content: Content) -> None:
    """A file that is no PDF, or a folder of its name, has a card that says so, and no pictures."""
    (tmp_path / "one-page.pdf").write_bytes(b"%PDF-1.7 cut off")
    (tmp_path / "trifold.pdf").mkdir()
    lay_out(tmp_path, content)
    html = (tmp_path / "index.html").read_text("utf-8")
    assert unescape(html).count(content.labels.desk.stale) == 2
    assert 'src="data:image/png' not in html


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
