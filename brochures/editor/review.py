"""Share for review: a page with all words of a brochure, and the comments that come back.

A clinician opens the page from disk, says of each section whether it is right, and sends a small
file back. The page holds all that it needs; the file is data of a stranger.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from brochures.content.catalog import translate
from brochures.content.fields import MOST_CHARACTERS, MOST_SECTIONS, Said
from brochures.content.loader import Loaded
from brochures.content.markup import plain
from brochures.content.model import ON_THE_DESK, Content, texts
from brochures.content.review_labels import ReviewLabels, review_labels
from brochures.content.yaml_errors import shown
from brochures.content.yaml_reader import dotted
from brochures.formats import formats
from brochures.pdf.pictures import pictures, small
from brochures.render.pages import compose_review

MAX_BYTES = 1_000_000
"""Largest file of comments that is read."""

MOST_IN_A_COMMENT, MOST_IN_A_NAME = 5_000, 200

MOST_PARTS = 2 * MOST_SECTIONS
"""Of a review: the sections of a topic, and its cover, its summary and the like."""

SCALE = 1.5
"""Pixels for each pt of a picture."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page, which a reviewer looks at by itself."""

    path: str
    """Where its words stand in the content."""
    title: str
    kind: str
    """What is shown: one of the macros of `review.html`."""
    value: object
    own: bool = True
    """Whether its title is the clinic's, and not one of the page's own words."""


@dataclass(frozen=True, slots=True)
class Handout:
    """A draft as pictures of its pages, as data: addresses."""

    name: str
    pictures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reviewer says of a section."""

    path: str
    title: str
    right: bool | None
    """None where the reviewer did not say."""
    comment: str
    gone: bool = False
    """Whether there is no such section any more."""


@dataclass(frozen=True, slots=True)
class Review:
    """The comments of one reviewer."""

    by: str
    on: date
    qualification: str
    current: bool
    """Whether they are about the words as they are now."""
    sections: tuple[Answer, ...]

    def data(self) -> dict[str, Any]:
        """Return it as JSON can hold it, without sections of which nothing is said."""
        return {
            "by": self.by,
            "on": self.on.isoformat(),
            "current": self.current,
            "sections": [
                {
                    "path": each.path,
                    "title": each.title,
                    "right": each.right,
                    "comment": each.comment,
                    **({"gone": True} if each.gone else {}),
                }
                for each in self.sections
                if each.right is not None or each.comment
            ],
        }


class ReviewError(ValueError):
    """A file that holds no comments on these words: what is wrong, and how to fix it."""


# The page


def review_page(loaded: Loaded, drafts: Sequence[Path], today: date) -> str:
    """Return the page for reviewers as HTML, with pictures of the drafts that are given."""
    content = loaded.content
    language, labels = review_labels(content.language)
    return compose_review(
        content,
        language,
        labels,
        parts=_parts(loaded, labels),
        handouts=[_handout(draft, content) for draft in drafts],
        today=today,
        file=_file(loaded),
        digest=_digest(loaded),
        download=f"review-{_slug(content.topic.name)}",
        most={"comment": MOST_IN_A_COMMENT, "name": MOST_IN_A_NAME},
    )


def _parts(loaded: Loaded, labels: ReviewLabels) -> list[Part]:
    """Return all that handouts print, in the order in which it is best read."""
    content, topic = loaded.content, loaded.content.topic
    parts = []
    if topic.cover:
        parts.append(Part("topic.cover", labels.cover, "cover", topic.cover, own=False))
    parts.append(Part("topic", labels.titles, "titles", topic, own=False))
    if topic.summary:
        parts.append(Part("topic.summary", topic.summary.title, "summary", topic.summary))
    parts += [
        Part(dotted(("topic", "sections", name)), section.title, "section", section)
        for name, section in topic.sections.items()
    ]
    if topic.next_step:
        parts.append(Part("topic.next_step", topic.next_step.title, "next_step", topic.next_step))
    if topic.referral:
        parts.append(Part("topic.referral", topic.referral.title, "referral", topic.referral))
    if crisis := content.crisis_line:
        parts.append(Part("crisis", crisis.title, "crisis", crisis))
    parts.append(Part("clinic", labels.clinic, "clinic", content.clinic, own=False))
    if small_words := [*_small_words(loaded)]:
        parts.append(Part("labels", labels.small_words, "small_words", small_words, own=False))
    return parts


def _small_words(loaded: Loaded) -> Iterator[Said]:
    """Yield the small words on handouts that are the clinic's own."""
    for loc, text in texts(loaded.content.labels, ("labels",)):
        if loc in loaded.places and loc[:2] not in ON_THE_DESK:
            yield text


def _handout(draft: Path, content: Content) -> Handout:
    """Return the pages of a draft; what people call it is known by the name of its file."""
    named = {made.file: made for made in formats(content).values()}
    made = named.get(draft.name)
    name = (
        translate(content.language, f"format.{made.name}.title", made.title) if made else draft.stem
    )
    return Handout(name, tuple(map(_address, map(small, pictures(draft.read_bytes(), SCALE)))))


def _address(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode('ascii')}"


def _file(loaded: Loaded) -> str:
    """Return the name of the file that the words are from; of a translation, its catalog."""
    return (loaded.files[-1] if loaded.content.is_translation else loaded.file).name


def _slug(name: str) -> str:
    """Return a name as it can stand in that of a file."""
    return "-".join(re.findall(r"\w+", name.lower())) or "brochure"


def _digest(loaded: Loaded) -> str:
    """Return the hash of what the words say, and of what is drawn beside them."""
    content = loaded.content
    shown_parts = (content.clinic, content.topic, content.crisis_line, content.brand.logo)
    said = [content.language, *_small_words(loaded)]
    said += [part.model_dump_json() if part else "" for part in shown_parts]
    return sha256(json.dumps(said).encode("ascii")).hexdigest()


# What comes back


_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Controls, and what turns the direction of the text around: a comment needs none of it."""


def _readable(text: str) -> str:
    return _UNSEEN.sub("", re.sub(r"\r\n?", "\n", text)).strip()


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Said(_Closed):
    path: Annotated[str, StringConstraints(max_length=MOST_IN_A_NAME, pattern=r"^[\w.\[\]-]+$")]
    title: Annotated[str, StringConstraints(max_length=MOST_CHARACTERS), AfterValidator(_readable)]
    right: bool | None
    comment: Annotated[
        str, StringConstraints(max_length=MOST_IN_A_COMMENT), AfterValidator(_readable)
    ]


_Name = Annotated[str, StringConstraints(max_length=MOST_IN_A_NAME), AfterValidator(_readable)]


class _Returned(_Closed):
    kind: Literal["brochures-review"]
    version: Literal[1]
    file: _Name
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    by: Annotated[_Name, Field(min_length=1)]
    qualification: _Name
    on: date
    sections: Annotated[tuple[_Said, ...], Field(max_length=MOST_PARTS)]


def read_review(data: bytes, loaded: Loaded) -> Review:
    """Return the comments in a file that a reviewer has sent back.

    Raises ReviewError where it is no such file, or one about another brochure.
    """
    if len(data) > MAX_BYTES:
        raise ReviewError(
            f"This file is larger than {MAX_BYTES // 1_000_000} MB, and comments never are."
            f" {_CHOOSE}"
        )
    try:
        said = _Returned.model_validate_json(data.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError:
        raise ReviewError(f"This file holds no comments of a reviewer. {_CHOOSE}") from None
    current = said.digest == _digest(loaded)
    if said.file != _file(loaded) and not current:
        raise ReviewError(
            f'These comments are about "{shown(said.file)}", and not about "{_file(loaded)}".'
            " Open that file first, and then the comments."
        )
    _, labels = review_labels(loaded.content.language)
    titles = {part.path: plain(part.title) for part in _parts(loaded, labels)}
    answers = (
        Answer(
            each.path,
            titles.get(each.path, each.title),
            each.right,
            each.comment,
            gone=each.path not in titles,
        )
        for each in said.sections
    )
    return Review(said.by, said.on, said.qualification, current, tuple(answers))


_CHOOSE = (
    "Choose the file that the reviewer's page has saved: its name begins with review- and ends with"
    " .json."
)
