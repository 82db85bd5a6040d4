"""Abbreviations: what they stand for, where it is said, and whom it is said to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from brochures.content.abbreviations import LIST, abbreviations, is_abbreviation
from brochures.content.loader import advice, read_content
from brochures.content.model import Content
from brochures.formats import FORMATS, formats
from brochures.formats.model import Format
from brochures.formats.placement import candidates
from brochures.pdf import Facts, Tag, read
from brochures.render.html import compose
from brochures.render.pdf import typeset
from brochures.render.provenance import texts
from tests.samples import OURS, WHOLE, whole

ALL_IN_FULL = next(name for name, made in FORMATS.items() if made.pages is None)
"""A format that shows all sections in full."""


def said(facts: Facts) -> dict[str, set[str]]:
    """Return what the tags say that each abbreviation stands for."""
    found: dict[str, set[str]] = {}
    for tag in facts.walk():
        if tag.expansion is not None:
            found.setdefault(tag.text, set()).add(tag.expansion)
    return found


def composed(words: dict[str, Any]) -> tuple[str, Format]:
    """Return the page of a content that shows all sections in full, and its format."""
    content = Content.model_validate(words)
    made = candidates(formats(content)[ALL_IN_FULL], content)[0]
    return compose(content, made), made


def first_item(words: dict[str, Any]) -> dict[str, Any]:
    """Return the first item of a content that has one."""
    section = next(each for each in words["topic"]["sections"].values() if "items" in each)
    item: dict[str, Any] = section["items"][0]
    return item


def test_each_is_expanded(
    facts: Mapping[str, Facts], content: Content, made: Mapping[str, Format]
) -> None:
    """Every abbreviation that is known has what it stands for at hand wherever it explains."""
    expansions = abbreviations(content).expansions
    medical = {item.name: item.medical for item in content.topic.all_items if item.medical}
    for name, each in facts.items():
        found = said(each)
        assert found == {word: {expansions[word]} for word in found}
        expanded = [tag.text for tag in each.walk() if tag.expansion is not None]
        assert len(expanded) == compose(content, made[name]).count("<abbr ")
        for word in found.keys() & medical.keys():
            assert found[word] == {medical[word]}
    assert any(map(said, facts.values()))


def test_facts_are_left_alone(facts: Mapping[str, Facts], content: Content) -> None:
    """What is in the clinic's name, its tagline, its phone number and a link is no abbreviation."""
    for each in facts.values():
        for tag in each.walk():
            if content.clinic.name in tag.text and tag.type == "P":
                assert not any(inner.expansion for inner in tag.walk())
            if tag.type == "Link":
                assert not any(inner.expansion for inner in tag.walk())


def test_the_content_goes_before_the_list() -> None:
    """What an item's medical name says goes before the list; `acronyms` are left alone."""
    words = whole()
    first_item(words).update(
        name="ACT", medical="Aspirin, caffeine and tea", text="FDA, OCD, ACTION."
    )
    words["acronyms"] = ["FDA"]
    html, made = composed(words)
    found = said(read(typeset(html, made).pdf))
    assert found["ACT"] == {"Aspirin, caffeine and tea"}
    assert found["OCD"] == {"obsessive-compulsive disorder"}
    assert "FDA" not in found
    assert any("FDA, OCD, ACTION." in text for text in texts(html))


def test_marks_are_escaped() -> None:
    """An expansion and the words around it are data: nothing in them becomes markup."""
    words = whole()
    first_item(words).update(name="QED", medical='"><b>x</b> & y', text="<i>QED</i> & more.")
    html, _ = composed(words)
    assert "<b>x" not in html
    assert "<i>" not in html
    assert "&lt;i&gt;<abbr" in html


def test_unknown_is_advice_with_its_line(tmp_path: Path) -> None:
    """An abbreviation that nothing explains is said with its line, once, and withholds nothing."""
    path = tmp_path / "content.yaml"
    text = WHOLE.replace("You sleep badly.", "QZX and XYZs, QZX, OCD.", 1)
    path.write_text(text, "utf-8")
    found = list(advice(read_content(path)))
    line = text[: text.index("QZX and")].count("\n") + 1
    column = len(text[: text.index("QZX and")].rpartition("\n")[2]) + 1
    assert [(each.line, each.column, each.what) for each in found] == [
        (line, column, 'Nothing says what "QZX" stands for.'),
        (line, column + len("QZX and "), 'Nothing says what "XYZs" stands for.'),
    ]


def test_what_else_is_advised(tmp_path: Path) -> None:
    """That nobody has checked the words, and that small words are in English, is advice as well."""
    path = tmp_path / "content.yaml"
    text = WHOLE.replace("en-US", "it")
    start, end = text.index("review:"), text.index("topic:")
    path.write_text(text[:start] + text[end:], "utf-8")
    found = {each.path: each for each in advice(read_content(path))}
    assert found[""].what == "Nothing says when these words were last checked."
    assert "there are none in it yet" in found["language"].what
    assert found["language"].line == 1


def test_ours_are_all_known() -> None:
    """Nothing in the clinic's words is unexplained."""
    assert list(advice(read_content(OURS))) == []


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        *((word, True) for word in ("TMS", "dTMS", "SSRIs", "COVID", "OCD")),
        *(
            (word, False)
            for word in ("Brooklyn", "BrainsWay", "B12", "IV", "XII", "A", "URGENTLYNOW")
        ),
    ],
)
def test_what_looks_like_one(word: str, *, is_one: bool) -> None:
    """Capitals make an abbreviation; Roman numerals, vitamins and long words are none."""
    assert is_abbreviation(word) == is_one


def test_the_list() -> None:
    """Each language's list names its sources, looks like abbreviations, and explains with words."""
    text = LIST.read_text("utf-8")
    assert "Sources" in text
    for listed in yaml.safe_load(text).values():
        for short, long in listed["expansions"].items():
            assert is_abbreviation(short)
            assert len(long.encode()) > len(short.encode())
            assert not set(listed["words"]) & set(listed["expansions"])


def test_span_holds_the_expansion(facts: Mapping[str, Facts]) -> None:
    """The expansion is that of a Span (ISO 32000-1, 14.9.5)."""
    expanded = [tag for each in facts.values() for tag in each.walk() if tag.expansion is not None]
    assert {tag.type for tag in expanded} == {"Span"}
    assert all(not isinstance(child, Tag) for tag in expanded for child in tag.children)
