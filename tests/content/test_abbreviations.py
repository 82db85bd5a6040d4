"""Abbreviations: what they stand for, where it is said, and whom it is said to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from brochures.content.abbreviations import LIST, abbreviations, is_abbreviation
from brochures.content.loader import advice, load
from brochures.content.model import Content
from brochures.formats.model import FORMATS
from brochures.pdf import Facts, Tag, read
from brochures.render.html import compose, texts
from brochures.render.pdf import typeset
from tests.samples import MINIMAL, minimal


def said(facts: Facts) -> dict[str, set[str]]:
    """Return what the tags say that each abbreviation stands for."""
    found: dict[str, set[str]] = {}
    for tag in facts.walk():
        if tag.expansion is not None:
            found.setdefault(tag.text, set()).add(tag.expansion)
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_each_is_expanded(facts: Mapping[str, Facts], content: Content, name: str) -> None:
    """Every abbreviation that is known has what it stands for at hand wherever it explains."""
    expansions = abbreviations(content).expansions
    found = said(facts[name])
    assert {"FDA", "TMS"} <= found.keys()
    assert found == {word: {expansions[word]} for word in found}
    expanded = [tag.text for tag in facts[name].walk() if tag.expansion is not None]
    html = compose(content, FORMATS[name])
    assert len(expanded) == html.count("<abbr ")
    for item in content.sections.options.all_items:
        if item.medical and item.name in found:
            assert found[item.name] == {item.medical}


def test_facts_are_left_alone(facts: Mapping[str, Facts], content: Content) -> None:
    """What is in the clinic's name, its tagline, its phone number and a link is no abbreviation."""
    for tag in facts["trifold"].walk():
        if content.clinic.name in tag.text and tag.type == "P":
            assert not any(each.expansion for each in tag.walk())
        if tag.type == "Link":
            assert not any(each.expansion for each in tag.walk())


def test_the_content_goes_before_the_list() -> None:
    """What an item's medical name says goes before the list; `acronyms` are left alone."""
    words = minimal()
    options = words["sections"]["options"]["groups"][0]["items"]
    options[0] |= {
        "name": "ACT",
        "medical": "Aspirin, caffeine and tea",
        "text": "FDA, OCD, ACTION.",
    }
    words["acronyms"] = ["FDA"]
    content = Content.model_validate(words)
    made = FORMATS["trifold"]
    html = compose(content, made)
    found = said(read(typeset(html, made).pdf))
    assert found["ACT"] == {"Aspirin, caffeine and tea"}
    assert found["OCD"] == {"obsessive-compulsive disorder"}
    assert "FDA" not in found
    assert "ACT FDA, OCD, ACTION." in texts(html)


def test_marks_are_escaped() -> None:
    """An expansion and the words around it are data: nothing in them becomes markup."""
    words = minimal()
    item = words["sections"]["options"]["groups"][0]["items"][0]
    item |= {"name": "QED", "medical": '"><b>x</b> & y', "text": "<i>QED</i> & more."}
    html = compose(Content.model_validate(words), FORMATS["trifold"])
    assert "<b>x" not in html
    assert "<i>" not in html
    assert "&lt;i&gt;<abbr" in html


def test_unknown_is_advice_with_its_line(tmp_path: Path) -> None:
    """An abbreviation that nothing explains is said with its line, once, and withholds nothing."""
    path = tmp_path / "content.yaml"
    text = MINIMAL.replace("You sleep badly.", "QZX and XYZs, QZX, OCD.", 1)
    path.write_text(text, "utf-8")
    found = advice(path, load(path))
    line = text[: text.index("QZX and")].count("\n") + 1
    assert [(each.line, each.what) for each in found] == [
        (line, 'Nothing says what "QZX" stands for.'),
        (line, 'Nothing says what "XYZs" stands for.'),
    ]


def test_ours_are_all_known(content: Content) -> None:
    """Nothing in the clinic's words is unexplained."""
    assert advice(Path("content.yaml"), content) == ()


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
            assert len(long) > len(short)
            assert not set(listed["words"]) & set(listed["expansions"])


def test_span_holds_the_expansion(facts: Mapping[str, Facts]) -> None:
    """The expansion is that of a Span (ISO 32000-1, 14.9.5)."""
    expanded = [tag for tag in facts["one-page"].walk() if tag.expansion is not None]
    assert {tag.type for tag in expanded} == {"Span"}
    assert all(not isinstance(child, Tag) for tag in expanded for child in tag.children)
