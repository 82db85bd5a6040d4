"""Texts know where they stand in the content, so that a finding can name the line behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, RootModel

from brochures.content.fields import Loc, Name, Said
from brochures.content.loader import Loaded, read_content
from brochures.content.model import Content
from tests.content.said import texts
from tests.samples import OURS, WHOLE

EXAMPLES = sorted((OURS.parent / "examples").rglob("*.yaml"))


def at(data: Any, loc: Loc) -> Any:  # noqa: ANN401 - whatever stands there
    """Return what stands at a location of a content."""
    for step in loc:
        data = data.root if isinstance(data, RootModel) else data
        data = getattr(data, str(step)) if isinstance(data, BaseModel) else data[step]
    return data


@pytest.mark.parametrize("path", [OURS, *EXAMPLES], ids=lambda path: path.parent.name)
def test_each_text_knows_where_it_stands(path: Path) -> None:
    """Every text that is printed leads back to itself, in every content that we ship."""
    content = read_content(path).content
    found = list(texts(content))
    assert len(found) > 100
    for loc, text in found:
        assert text.loc == loc
        assert at(content, text.loc) is text


def loaded(tmp_path: Path, text: str) -> Loaded:
    """Return what is read of a text."""
    file = tmp_path / "content.yaml"
    file.write_text(text, "utf-8")
    return read_content(file)


def test_where_a_text_stands_is_its_line(tmp_path: Path) -> None:
    """The place of each text of the file is the line in which it begins."""
    read = loaded(tmp_path, WHOLE)
    lines = WHOLE.split("\n")
    prose = list(read.content.prose())
    assert {text.loc for _, text in prose} == {loc for loc, _ in prose}
    for _, text in prose:
        place = read.place(text.loc)
        assert text.split()[0] in lines[place.line - 1]
        assert place.file == tmp_path / "content.yaml"


def test_words_in_a_long_text_are_found_in_their_line(tmp_path: Path) -> None:
    """Of a text of several lines, words are named with the line and the column that they are in."""
    long = "You sleep badly.\n                Then you\n                are tired."
    read = loaded(tmp_path, WHOLE.replace("You sleep badly.", long))
    (text,) = (text for _, text in read.content.prose() if "tired" in text)
    problem = read.problem(text.loc, "What.", "Fix.", "tired")
    (line,) = (
        number
        for number, each in enumerate((tmp_path / "content.yaml").read_text("utf-8").split("\n"), 1)
        if "tired" in each
    )
    assert (problem.line, problem.column) == (line, len("                are ") + 1)


def test_texts_that_are_the_same_stand_apart(tmp_path: Path) -> None:
    """The same words in two places are two texts, each with a place of its own."""
    read = loaded(tmp_path, WHOLE.replace("Hope seems out of reach.", "You sleep badly."))
    same = [text for _, text in read.content.prose() if text == "You sleep badly."]
    assert [text.loc[3:6] for text in same] == [("groups", 0, "items"), ("groups", 1, "items")]


def test_names_are_no_texts() -> None:
    """What only a program reads, such as the name of a drawing, is no text of the content."""
    content = read_content(OURS).content
    sections = content.topic.sections.values()
    names = [section.figure.art for section in sections if section.figure]
    names += [name for section in sections for name in section.show or ()]
    assert names
    assert all(isinstance(name, Name) and not isinstance(name, Said) for name in names)
    prose = {str(text) for _, text in content.prose()}
    assert prose.isdisjoint(map(str, names))


def test_one_text_in_place_of_a_list(tmp_path: Path) -> None:
    """A paragraph alone, and the hours in one text, stand in the line of their key."""
    words = WHOLE.replace(
        "  sections:\n", "  sections:\n    alone:\n      title: Alone\n      text: A text alone.\n"
    ).replace("  email:", "  hours: 9 to 5\n  email:")
    read = loaded(tmp_path, words)
    lines = words.split("\n")
    for text in (read.content.topic.sections["alone"].text, read.content.clinic.hours):
        (said,) = text.root if isinstance(text, RootModel) else text or ()
        assert isinstance(said, Said)
        assert said in lines[read.place(said.loc).line - 1]


def test_the_small_words_of_the_program_stand_at_their_keys() -> None:
    """A label from a catalog leads to where the content could say another."""
    content = Content.model_validate(
        {
            **read_content(OURS).content.model_dump(mode="json", include={"clinic", "language"}),
            "topic": {"name": "a", "sections": {"a": {"title": "a", "text": "a"}}},
        }
    )
    assert isinstance(content.labels.mail.lines[1], Said)
    assert content.labels.mail.lines[1].loc == ("labels", "mail", "lines", 1)
