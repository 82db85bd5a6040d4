"""The comments that come back from reviewers: read as they were saved, and all else refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from brochures.editor.review import MAX_BYTES, Review, ReviewError, read_review
from tests.editor.reviews import loaded_of, returned
from tests.samples import minimal


def test_comments_are_read() -> None:
    """A file is read as it was saved, also with a mark of its encoding before it."""
    loaded = loaded_of(minimal())
    wanted = {
        "by": "Dr. Example",
        "on": "2026-12-02",
        "current": True,
        "sections": [
            {
                "path": "topic.sections.habits",
                "title": "What can help",
                "right": False,
                "comment": "Warm as well.",
            }
        ],
    }
    for before in (b"", b"\xef\xbb\xbf"):
        review = read_review(before + returned(loaded), loaded)
        assert isinstance(review, Review)
        assert review.data() == wanted
        json.dumps(review.data())


def test_words_that_have_changed_since() -> None:
    """Comments on older words say so; a section that is gone is kept, and marked."""
    old = loaded_of(minimal())
    data = minimal()
    data["topic"]["sections"] = {"light": data["topic"]["sections"]["habits"]}
    review = read_review(returned(old), loaded_of(data))
    assert not review.current
    assert [(each.path, each.gone) for each in review.sections] == [("topic.sections.habits", True)]
    assert review.data()["sections"][0]["gone"] is True


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["topic"]["sections"]["habits"].update(title="What helps"),
        lambda data: data["clinic"].update(email="info@example.com"),
        lambda data: data.update(language="en-GB"),
        lambda data: data.update(labels={"call": "Ring us"}),
        lambda data: data["topic"]["sections"].update(more={"title": "More", "text": "More."}),
    ],
)
def test_each_change_of_the_words_is_seen(change: Callable[[dict[str, Any]], None]) -> None:
    """Comments are current while the words are the same; a new look or review changes nothing."""
    comments = returned(loaded_of(minimal()))
    data = minimal() | {
        "brand": {"theme": "garden"},
        "review": {"version": "2", "reviewed_on": "2026-11-30", "review_by": "2027-11-30"},
    }
    assert read_review(comments, loaded_of(data)).current
    change(data)
    assert not read_review(comments, loaded_of(data)).current


def test_what_is_not_said_is_left_out() -> None:
    """A section without verdict and comment is none of the data."""
    loaded = loaded_of(minimal())
    none = {"path": "clinic", "title": "The clinic", "right": None, "comment": " "}
    assert read_review(returned(loaded, sections=[none]), loaded).data()["sections"] == []


def test_what_cannot_be_seen_is_taken_out() -> None:
    """Controls and what turns a text around are left out of names and comments, lines are kept."""
    loaded = loaded_of(minimal())
    said = {"path": "clinic", "title": "x", "right": None, "comment": "a\x00b\u202ec\x1b[31m\r\nd "}
    review = read_review(returned(loaded, by="Dr.\u2066 E\x07", sections=[said]), loaded)
    assert review.by == "Dr. E"
    assert review.sections[0].comment == "abc[31m\nd"
    assert review.sections[0].title == "The clinic"


def section(**changes: object) -> dict[str, object]:
    """Return what is said of a section, with something in it changed."""
    return {"path": "clinic", "title": "x", "right": True, "comment": "", **changes}


HOSTILE: Mapping[str, dict[str, object]] = {
    "another kind": {"kind": "something"},
    "another version": {"version": 2},
    "a number as text": {"version": "1"},
    "no name": {"by": "  "},
    "a name that is a list": {"by": ["x"]},
    "a long name": {"by": "x" * 201},
    "a long qualification": {"qualification": "x" * 201},
    "no day": {"on": "tomorrow"},
    "a day as number": {"on": 1},
    "no digest": {"digest": "../../x"},
    "more keys": {"more": 1},
    "no list": {"sections": {}},
    "many sections": {"sections": [section()] * 200},
    "a long comment": {"sections": [section(comment="x" * 5001)]},
    "a long title": {"sections": [section(title="x" * 2001)]},
    "a verdict as text": {"sections": [section(right="yes")]},
    "a verdict as number": {"sections": [section(right=1)]},
    "a path of a page": {"sections": [section(path="<script>")]},
    "a long path": {"sections": [section(path="x" * 201)]},
    "a section with more keys": {"sections": [section(more=1)]},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_such_file_is_refused(name: str) -> None:
    """A file that is not quite what the page saves is refused, and it is said what to choose."""
    loaded = loaded_of(minimal())
    with pytest.raises(ReviewError, match=r"begins with review- and ends with \.json"):
        read_review(returned(loaded, **HOSTILE[name]), loaded)


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe", b"%PDF-1.7", b"[]", b"null", b'{"kind":' * 5000, b"[" * 100_000, b"NaN"],
    ids=["empty", "UTF-16", "PDF", "list", "null", "deep keys", "deep lists", "NaN"],
)
def test_what_is_no_json_is_refused(data: bytes) -> None:
    """Whatever else somebody chooses is refused, however it is nested."""
    with pytest.raises(ReviewError, match="holds no comments"):
        read_review(data, loaded_of(minimal()))


def test_what_is_large_is_refused() -> None:
    """A file of more than 1 MB is refused before it is looked at."""
    loaded = loaded_of(minimal())
    data = returned(loaded)
    read_review(data + b" " * (MAX_BYTES - len(data)), loaded)
    with pytest.raises(ReviewError, match="larger than 1 MB"):
        read_review(data + b" " * (MAX_BYTES + 1 - len(data)), loaded)


def test_comments_on_another_brochure_are_refused() -> None:
    """Comments on another file are refused; where it only has another name now, they are read."""
    loaded = loaded_of(minimal())
    assert read_review(returned(loaded, file="renamed.yaml"), loaded).current
    other = returned(loaded, file="other.yaml", digest="0" * 64)
    with pytest.raises(ReviewError, match=r'about "other\.yaml", and not about "content\.yaml"'):
        read_review(other, loaded)
