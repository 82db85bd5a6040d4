"""A clinic's folder as the editor works on it: the file that is open, new brochures, pictures."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date
from itertools import chain, count
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

from brochures.build import folders, new
from brochures.build.atomic_write import publish
from brochures.content import edits
from brochures.content.clinic import countries
from brochures.content.edits import EditError
from brochures.content.loader import Loaded
from brochures.content.locales import listed_name, locale
from brochures.content.model import Content
from brochures.content.text_file import text as text_of
from brochures.content.yaml_file import YamlFile
from brochures.content.yaml_reader import ContentError
from brochures.data import DATA
from brochures.data.files import read
from brochures.editor.document import INSTEAD, Document, Edit
from brochures.render import images

TOPICS = DATA / "topics"
"""What a new brochure begins with: a file for each language that there are words in."""

BLANK = "blank"

ENDINGS = {"png": ".png", "jpeg": ".jpg", "svg": ".svg"}
"""Of pictures, by their kinds."""


class NotSaved(Exception):
    """Something is not saved that would be lost, or would not be published."""


class NoContent(Exception):
    """There is no content file yet: a clinic has to begin one."""


class Workspace:
    """A clinic's content file with its editions, one of which is open.

    Raises ContentError where the file is there and cannot be read.
    """

    def __init__(self, content: Path, output: Path, today: date) -> None:
        self.content = Path(os.path.abspath(content))  # noqa: PTH100 - a link stays one
        self.output = output
        self.today = today
        self._open = Document(self.content, today) if os.path.lexists(self.content) else None

    @property
    def document(self) -> Document:
        """The file that is open. Raises NoContent where there is none yet."""
        if self._open is None:
            raise NoContent
        return self._open

    @property
    def words(self) -> Content | None:
        """The content that is open; None where there is none, or it has to be fixed first."""
        loaded = self.loaded
        return loaded.content if loaded else None

    @property
    def loaded(self) -> Loaded | None:
        """The same, with where its values stand."""
        return self._open.words.loaded if self._open else None

    @property
    def edition(self) -> str:
        """The folder of the handouts of what is open; '' for the clinic's first content."""
        file = self.document.file
        return "" if _is_same(self.content, file) else file.stem

    @property
    def language(self) -> str:
        """The language of the words that are open, as far as it is known."""
        return self._open.words.language if self._open else new.LANGUAGE

    def state(self) -> dict[str, Any]:
        """Return all that the page shows of the words, as JSON can hold it."""
        if self._open is None:
            return {**_NOTHING, "start": _start(), "files": [], "templates": []}
        return {
            **self._open.state(),
            "start": None,
            "files": self._files(),
            "templates": [[name, each["label"]] for name, each in self._topics().items()],
        }

    def start(self, facts: Mapping[str, str]) -> None:
        """Begin the content with a clinic's facts; without any, they are a fictional clinic's.

        Raises `new.Refused`, and writes nothing, where there are words or a fact cannot be right.
        """
        given = {name: fact for name, fact in facts.items() if fact.strip()}
        made = new.make(self.content.parent, given, self.today, name=self.content.name)
        self._open = Document(made.content, self.today)

    # Its files

    def _files(self) -> list[dict[str, Any]]:
        """Return the clinic's content and its editions, and which of them is open."""
        open_file = self.document.file
        return [
            {"file": name, "title": _topic(path) or name, "open": _is_same(path, open_file)}
            for name, path in self._paths().items()
        ]

    def _paths(self) -> dict[str, Path]:
        """Return the files that can be opened, by their names as the content has them."""
        document = self.document
        first = document if _is_same(self.content, document.file) else self._first()
        content = first.words.loaded.content if first and first.words.loaded else None
        editions = content.editions if content else ()
        found = {self.content.name: self.content}
        found |= {str(name): self.content.parent / str(name) for name in editions}
        return {name: path for name, path in found.items() if path.is_file()}

    def _first(self) -> Document | None:
        try:
            return Document(self.content, self.today)
        except ContentError:
            return None

    def open(self, name: str) -> None:
        """Open one of the clinic's files. Raises NotSaved, EditError or ContentError."""
        path = self._paths().get(name)
        if path is None:
            raise EditError(f"There is no {name} among the clinic's files.", edits.AGAIN)
        self._require_saved()
        self._open = Document(path, self.today)

    def add_edition(self, topic: str, template: str) -> None:
        """Write a new brochure of the clinic, name it in the content, and open it.

        Raises NotSaved, EditError, ContentError or PublishError. The new file is written first, so
        that no content names one that is not there.
        """
        topic = topic.strip()
        topics = self._topics()
        if not topic or template not in topics:
            raise EditError("The brochure needs a topic.", "Write what it is about, in few words.")
        self._require_saved()
        first = self._first()
        if first is None or not first.words.readable:
            raise EditError(f"{self.content.name} cannot be read.", "Fix it first.")
        path = _free(
            self.content.parent,
            _plain(topic) or "topic",
            ".yaml",
            lambda path: os.path.lexists(path) or folders.unfit(path.stem) is not None,
        )
        begun = f"language: {self.language}\nbase: {self.content.name}\n"
        words = {"name": topic, **deepcopy(topics[template]["topic"])}
        if "cover" in words:
            words["cover"]["title"] = topic
        text = edits.added(begun, ("topic",), words)
        _name_edition(first, path.name)
        publish(path, text.encode("utf-8"), instead=INSTEAD)
        first.save()
        self._open = Document(path, self.today)

    def _topics(self) -> dict[str, Any]:
        """Return what new brochures begin with, in the language of the words or without any."""
        file = TOPICS / f"{locale(self.language).language}.yaml"
        if file.is_file():
            return dict(read(file))
        english = read(TOPICS / f"{new.LANGUAGE}.yaml")
        return {BLANK: english[BLANK]}

    def require_saved(self, revision: int) -> None:
        """Raise NotSaved where a revision is not the one in the file."""
        self._require_saved()
        if revision != self.document.revision:
            raise NotSaved

    def _require_saved(self) -> None:
        document = self.document
        if not document.is_saved or document.is_changed_outside:
            raise NotSaved

    # Pictures

    def add_picture(self, name: str, data: bytes) -> str:
        """Put a picture beside the content, and return its name there.

        It is looked through first; one of the same name is never replaced. Raises PictureError
        where it cannot be printed, and PublishError where it cannot be written.
        """
        with TemporaryDirectory() as aside:
            tried = Path(aside) / "picture"
            tried.write_bytes(data)
            picture = images.read_picture(tried, Path(aside))
        free = _free(
            self.document.file.parent,
            _plain(PurePath(re.split(r"[/\\]", name)[-1]).stem) or "picture",
            ENDINGS[picture.kind],
            lambda path: os.path.lexists(path) and not _holds(path, data),
        )
        if not os.path.lexists(free):
            publish(free, data, instead=INSTEAD)
        return free.name


_NOTHING: Mapping[str, Any] = {
    "file": None,
    "clinic": "",
    "language": new.LANGUAGE,
    "spoken": None,
    "revision": 0,
    "saved": True,
    "can_undo": False,
    "can_redo": False,
    "changed_outside": False,
    "readable": True,
    "problems": [],
    "formats": [],
    "shape": "",
    "form": None,
}
"""The state where there is no content."""


def _start() -> dict[str, Any]:
    """Return what a clinic begins with: the usual country and language, and all there are."""
    spoken = locale(new.LANGUAGE)
    names = [[code, spoken.territories[code]] for code in countries() if code in spoken.territories]
    tags = sorted(path.stem for path in new.TEMPLATES.glob("*.yaml"))
    return {
        "country": new.COUNTRY,
        "language": new.LANGUAGE,
        "countries": sorted(names, key=lambda country: country[1]),
        "languages": [[tag, listed_name(tag)] for tag in tags],
    }


def _topic(path: Path) -> str:
    """Return what a file is about, as far as it can be read."""
    try:
        data = YamlFile(text_of(path)).data
    except ContentError:
        return ""
    topic = data.get("topic") if isinstance(data, dict) else None
    name = topic.get("name") if isinstance(topic, dict) else None
    return name if isinstance(name, str) else ""


def _is_same(path: Path, other: Path) -> bool:
    return os.path.realpath(path) == os.path.realpath(other)


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _plain(name: str) -> str:
    """Return a name in letters that every system knows, with hyphens between its words."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:40].strip("-")


def _free(folder: Path, stem: str, ending: str, is_taken: Callable[[Path], bool]) -> Path:
    """Return a file in a folder, of a name or one like it, that is not taken."""
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    paths = (folder / f"{name}{ending}" for name in names)
    return next(path for path in paths if not is_taken(path))


def _name_edition(first: Document, name: str) -> None:
    """Let a content name one edition more."""
    data = first.words.data
    named = data.get("editions") if isinstance(data, dict) else None
    if isinstance(named, list):
        first.edit([Edit(do="add", path=("editions", len(named)), value=name)])
    else:
        first.edit([Edit(do="set", path=("editions",), value=[name])])
