"""The file that is open in the editor: its text, undo and redo, saving, and its older versions.

Its text is changed in place (`content/edits.py`), so that its comments, order and quotes stay. The
file itself is written when it is saved, and then whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from brochures.build.atomic_write import publish
from brochures.build.clinic import by_itself
from brochures.build.new import LANGUAGE
from brochures.content import edits
from brochures.content.edits import EditError, Value
from brochures.content.fields import Loc
from brochures.content.loader import Loaded, read_content
from brochures.content.text_file import MAX_BYTES
from brochures.content.text_file import text as text_of
from brochures.content.yaml_file import YamlFile
from brochures.content.yaml_reader import ContentError, Data, Problem
from brochures.editor import form, speech
from brochures.formats.model import Format

VERSIONS = ".versions"
"""The folder beside a content in which its older versions lie, in a folder for each file."""

MOST_VERSIONS = 20
MOST_UNDOS = 200

INSTEAD = "save a copy elsewhere with the text view"


_REVISIONS = count(1)
"""Of all files that are opened: no two texts have the same."""


class OutsideChange(Exception):
    """The file was changed by another program since it was read."""


class Edit(BaseModel):
    """A change that the form asks for; `path` leads to a value, which is a list's or a key's."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    do: Literal["set", "add", "remove", "move"]
    path: tuple[Annotated[int, Field(strict=True, ge=0)] | str, ...]
    value: JsonValue = None
    to: int = 0


class Words:
    """What a text says: as data, as a content or what is wrong with it, and as a form."""

    def __init__(self, file: Path, text: str, today: date) -> None:
        self.file = file
        self.text = text
        self.loaded: Loaded | None = None
        """None where something has to be fixed first."""
        self.formats: tuple[Format, ...] = ()
        """Those that are made of it."""
        self.problems: tuple[Problem, ...] = ()
        try:
            self.data: Data = YamlFile(text).data
            self.readable = True
        except ContentError as error:
            self.readable = False
            self.problems = error.problems
            return
        try:
            loaded = read_content(file, text=text.removeprefix("\ufeff"))
            self.formats = tuple(by_itself(loaded, today).chosen()[0])
            self.loaded = loaded
        except ContentError as error:
            self.problems = error.problems

    @property
    def language(self) -> str:
        """Their language, as far as it is known: the page and the form speak it, if they can."""
        data = self.data if self.readable else None
        tag = data.get("language") if isinstance(data, dict) else None
        return tag if isinstance(tag, str) else LANGUAGE

    @cached_property
    def form(self) -> form.Node | None:
        """The form; None where the text cannot be read."""
        return form.form(self.data, self.language) if self.readable else None


class Document:
    """An open file. Raises ContentError where there is no such file, or none that can be read."""

    def __init__(self, file: Path, today: date) -> None:
        # A link stays one: what it leads to is replaced.
        self.file = Path(os.path.realpath(file))
        self.today = today
        self._undos: list[str] = []
        self._redos: list[str] = []
        self._on_disk: bytes | None = None
        self._show(self._read())

    # What it says

    @property
    def text(self) -> str:
        """Its text as it is now, saved or not."""
        return self.words.text

    @property
    def is_saved(self) -> bool:
        """Whether its text is what was last read from the file or written to it."""
        return self.text.encode("utf-8") == self._on_disk

    @property
    def is_changed_outside(self) -> bool:
        """Whether another program has changed the file, or removed it."""
        return _bytes(self.file) != self._on_disk

    def state(self) -> dict[str, Any]:
        """Return it as JSON can hold it. What another program has saved is taken in, if it may be.

        That is where nothing has been changed here.
        """
        if self.is_saved and self.is_changed_outside and self.file.exists():
            self.reload()
        words = self.words
        content = words.loaded.content if words.loaded else None
        return {
            "file": self.file.name,
            "clinic": content.clinic.name if content else _clinic(words),
            "language": content.language if content else "en",
            "spoken": speech.spoken(words.language) if words.readable else None,
            "revision": self.revision,
            "saved": self.is_saved,
            "can_undo": bool(self._undos),
            "can_redo": bool(self._redos),
            "changed_outside": self.is_changed_outside,
            "readable": words.readable,
            "problems": [
                {"path": each.path, "line": each.line, "what": each.what, "fix": each.fix}
                for each in words.problems
            ],
            "formats": [
                {"name": made.name, "title": speech.title(made, words.language)}
                for made in words.formats
            ],
            "shape": form.shape(words.form) if words.form else "",
            "form": words.form,
        }

    # Changes

    def edit(self, wanted: Iterable[Edit]) -> None:
        """Make changes, all of them or none.

        Raises EditError where one cannot be made, and ContentError where the text cannot be read.
        """
        text = self.text
        for each in wanted:
            text = _changed(text, each)
        self.write(text)

    def write(self, text: str) -> None:
        """Take another text, which may have mistakes."""
        if text == self.text:
            return
        if len(text.encode("utf-8")) > MAX_BYTES:
            raise EditError(f"The file cannot be larger than {MAX_BYTES // 1_000} KB.", "Say less.")
        self._undos = [*self._undos, self.text][-MOST_UNDOS:]
        self._redos.clear()
        self._show(text)

    def undo(self) -> None:
        """Take the last change back, if there is one."""
        if self._undos:
            self._redos.append(self.text)
            self._show(self._undos.pop())

    def redo(self) -> None:
        """Make a change again that was taken back."""
        if self._redos:
            self._undos.append(self.text)
            self._show(self._redos.pop())

    def reload(self) -> None:
        """Take the file as it is on the disk; undo brings back what there was here.

        Raises ContentError where it cannot be read.
        """
        self.write(self._read())

    # Files

    def save(self, *, over: bool = False) -> None:
        """Write the file, and keep what it said before as an older version.

        Raises OutsideChange where another program has changed it, unless it is to be written
        `over`, and PublishError where it cannot be written.
        """
        before = _bytes(self.file)
        if before != self._on_disk and not over:
            raise OutsideChange
        data = self.text.encode("utf-8")
        if before is not None and before != data:
            self._keep(before)
        publish(self.file, data, instead=INSTEAD)
        self._on_disk = data

    def versions(self) -> list[dict[str, Any]]:
        """Return the older versions, the newest first: when each was replaced, and its lines."""
        return [
            {"name": path.stem, "lines": path.read_bytes().count(b"\n")} for path in self._kept()
        ]

    def restore(self, name: str) -> None:
        """Take the text of an older version. Raises EditError where there is none of that name."""
        for path in self._kept():
            if path.stem == name:
                self.write(_decoded(path))
                return
        raise EditError("There is no such version any more.", edits.AGAIN)

    def _keep(self, data: bytes) -> None:
        now = datetime.now()  # noqa: DTZ005 - as clocks here show it
        name = f"{now:%Y-%m-%d %H.%M.%S}.{now.microsecond // 1000:03}"
        publish(self._folder / f"{name}{self.file.suffix}", data, instead=INSTEAD)
        for path in self._kept()[MOST_VERSIONS:]:
            path.unlink(missing_ok=True)

    @property
    def _folder(self) -> Path:
        return self.file.parent / VERSIONS / self.file.name

    def _kept(self) -> list[Path]:
        return sorted(self._folder.glob(f"[0-9]*{self.file.suffix}"), reverse=True)

    def _read(self) -> str:
        text = _decoded(self.file)
        self._on_disk = text.encode("utf-8")
        return text

    def _show(self, text: str) -> None:
        self.words = Words(self.file, text, self.today)
        self.revision = next(_REVISIONS)


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def _decoded(file: Path) -> str:
    """Return a file's text with all of its marks. Raises ContentError where it is no such text."""
    text_of(file)
    return file.read_bytes().decode("utf-8")


def _clinic(words: Words) -> str:
    """Return the name of the clinic of a content that is not right yet."""
    data = words.data if words.readable else None
    clinic = data.get("clinic") if isinstance(data, dict) else None
    name = clinic.get("name") if isinstance(clinic, dict) else None
    return name if isinstance(name, str) else ""


# Changes


def _changed(text: str, edit: Edit) -> str:
    path: Loc = edit.path
    match edit.do:
        case "set" if edit.value is None:
            return edits.removed(text, path) if _is_there(text, path) else text
        case "set" if _is_there(text, path):
            return edits.replaced(text, path, _value(edit.value))
        case "set" | "add":
            return edits.added(text, path, _value(edit.value))
        case "remove":
            return edits.removed(text, path)
        case "move":
            return edits.moved(text, path, edit.to)


def _is_there(text: str, path: Loc) -> bool:
    try:
        YamlFile(text).value(path)
    except LookupError:
        return False
    return True


def _value(value: JsonValue) -> Value:
    """Return what JSON holds as the reader of files would have it."""
    match value:
        case {"day": str(day), **more} if not more:
            return _day(day)
        case dict():
            return {key: _value(each) for key, each in value.items()}
        case list():
            return [_value(each) for each in value]
        case None | bool() | str():
            return value
    raise EditError("A number cannot be put into the file.", "Send it as a text.")


def _day(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise EditError(f'"{day}" is no day.', "Write it as 2026-01-31.") from None
