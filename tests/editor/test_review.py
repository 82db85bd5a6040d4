"""The page for reviewers holds every word that the handouts print."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

from hypothesis import given

from brochures.content.fields import Loc
from brochures.content.loader import Loaded, read_content
from brochures.content.markup import plain
from brochures.content.model import texts
from brochures.content.translation import translated
from brochures.content.yaml_reader import Place, dotted
from brochures.editor.review import review_page
from tests.contents import SIZES, content_of, contents
from tests.editor.reviews import LABELS, TODAY, full, loaded_of
from tests.samples import OURS, minimal


def words_of(html: str) -> str:
    """Return the words of the sections, those of a line on one line."""
    form = html.partition("<form")[2].partition("</form>")[0]
    inline = re.sub(r"</?(?:strong|bdi)\b[^>]*>", "", form)
    return "\n".join(" ".join(unescape(each).split()) for each in re.split(r"<[^>]*>", inline))


def printed(loaded: Loaded) -> list[tuple[Loc, str]]:
    """Return the texts of a content that handouts print, as they are read, with their places."""
    content = loaded.content
    parts = {"clinic": content.clinic, "brand": content.brand, "topic": content.topic}
    found = [each for name, part in parts.items() for each in texts(part, (name,))]
    marks = {"number": "", "website": ""}
    if crisis := content.crisis_line:
        marks = {"number": crisis.number, "website": crisis.website or ""}
        found += texts(crisis, ("crisis",))
    if content.review and content.review.reviewer:
        found.append((("review", "reviewer"), content.review.reviewer))  # type: ignore[arg-type]
    said = []
    for loc, text in found:
        if loc == ("clinic", "country"):  # a code by which addresses are read
            continue
        if loc[-1] == "unit" and content.topic.sections[str(loc[2])].chart.of:  # type: ignore[union-attr]
            continue  # so many of ten have none, on handouts too
        words = text if loc[0] == "clinic" else plain(text)  # facts have no markup
        for name, value in marks.items() if loc[0] == "crisis" else ():
            words = words.replace(f"{{{name}}}", value)
        said.append((loc, " ".join(words.split())))
    return said


def missing(loaded: Loaded) -> list[str]:
    """Return the places of the texts that do not stand on the page."""
    words = words_of(review_page(loaded, (), TODAY))
    lines = f"\n{words}\n"
    # An address is written as people of its country do, its parts within lines.
    return [
        dotted(loc)
        for loc, text in printed(loaded)
        if text not in (words if loc[:2] in (("clinic", "address"), ("clinic", "phone")) else lines)
    ]


def test_all_our_words_are_there() -> None:
    """Every text that our handouts print stands on the page."""
    loaded = read_content(OURS)
    assert len(printed(loaded)) > 200
    assert missing(loaded) == []


def test_every_body_is_there() -> None:
    """Sections of every kind are shown: lists, tables, charts, quotations, notes, pictures."""
    data = full()
    data["topic"]["sections"]["text"] |= {
        "risks": "It may tire you.",
        "not_known": "How long it lasts.",
        "figure": {"art": "coil", "labels": ["Coil", "Fields"], "text": "It works so."},
        "for_clinicians": {"title": "In clinical words", "lead": "A lead."},
    }
    loaded = loaded_of(data)
    words = words_of(review_page(loaded, (), TODAY))
    assert missing(loaded) == []
    assert "7 of 10" in words
    assert "Source: Our own plan" in words
    assert "Another with bold words and a page (example.com/a)." in words


@given(data=contents(*SIZES[:2]))
def test_nothing_is_left_out(data: dict[str, Any]) -> None:
    """Every text of any content that is printed stands on the page, whatever holds it."""
    content = content_of(data)
    place = Place(Path("content.yaml"), 1, 1, 1, "")
    assert missing(Loaded(content, (Path("content.yaml"),), {(): place}, data)) == []


def test_small_words_of_the_clinic() -> None:
    """Small words are shown where they are the clinic's own, those of the program are not."""
    data = minimal() | {"labels": {"call": "Ring us", "desk": {"title": "Printing"}}}
    words = words_of(review_page(loaded_of(data), (), TODAY))
    assert "Ring us" in words
    assert "Printing" not in words
    assert "Small words" not in words_of(review_page(loaded_of(minimal()), (), TODAY))


def test_what_it_is_about() -> None:
    """The page says which clinic, topic, language, version and day, and that it is a draft."""
    html = review_page(loaded_of(full()), (), TODAY)
    head = " ".join(
        re.sub(r"<[^>]*>", " ", html.partition("<header>")[2].partition("<main")[0]).split()
    )
    for words in ("Example Clinic", "Depression", "English", "Version 1", "Dec 1, 2026"):
        assert words in head
    assert LABELS.draft in head


def test_pictures_of_the_drafts(draft: Path) -> None:
    """Each page of a draft is a picture that says which page of which handout it is."""
    html = review_page(loaded_of(minimal()), (draft,), TODAY)
    alts = re.findall(r'<img src="data:image/png;base64,[^"]+" alt="([^"]+)">', html)
    assert alts == ["Tri-fold, page 1 of 2", "Tri-fold, page 2 of 2"]


def test_languages() -> None:
    """The page speaks the language of the words where there is one; else these say theirs."""
    data = minimal() | {"language": "es-US"}
    spanish = review_page(loaded_of(data), (), TODAY)
    assert '<html lang="es-US">' in spanish
    assert "Guardar mis comentarios" in spanish
    assert 'lang="en' not in spanish
    data["language"] = "it"
    italian = review_page(loaded_of(data), (), TODAY)
    assert '<html lang="en">' in italian
    assert '<div class="words" lang="it">' in italian


def test_words_that_run_the_other_way() -> None:
    """Words that are read from right to left do so on an English page."""
    loaded, _ = translated(read_content(OURS), "ar", TODAY)
    html = review_page(loaded, (), TODAY)
    assert '<html lang="en">' in html
    assert '<div class="words" lang="ar" dir="rtl">' in html
    assert 'data-file="ar.po"' in html
