"""Output folder: which of its files are ours, and may be replaced or taken away.

A file is ours if the record of the build has its digest, or if it carries our mark, as it still
does once somebody has changed it. What is not ours is never replaced, shown on the print desk, or
removed. A link in a file's place is replaced and not followed; where a folder on the way is one,
nothing is written. Only the clinic's folder itself may be a link: a person has chosen it.

Two contents may share a folder, though that is said: who builds replaces files of the same names,
and takes away only what was made of its own content.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from brochures.build import cache, folders
from brochures.build.atomic_write import INSTEAD, PublishError, publish
from brochures.build.console import Line
from brochures.data import ordinary_file
from brochures.data.generator import is_marked
from brochures.data.ordinary_file import NoOrdinaryFile, Unreachable
from brochures.formats import FORMATS
from brochures.formats.model import PRINT_SHOP, UA_2

_HANDOUT = re.compile(
    rf"((?P<folder>[^/]+(?:/[^/]+)?)/)?(?:{'|'.join(FORMATS)})(?P<shop>{PRINT_SHOP})?(?P<ua_2>{UA_2})?\.pdf"
)
"""The path of a handout below the clinic's folder."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What handouts are made for; those of each kind are called alike, and made in runs of it."""

    shop: bool = False
    ua_2: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What the record knows of a file that is ours."""

    bytes: str
    """Its digest."""
    of: str = ""
    """The content that it was made of, as seen from the folder; '' where that is not known."""
    usual: bool = False
    """Whether it was one that is made without being named."""


class OutputFolder:
    """The folder that a run publishes into."""

    def __init__(self, folder: Path, content: Path, *, drafts: bool = False) -> None:
        """Take the clinic's folder and the content, and whether the run is one of drafts."""
        self.path = folder / folders.DRAFTS if drafts else folder
        self.written: dict[str, str] = {}
        """Digests of what this run has published, or found as it should be, by their names."""
        self._folder = folder
        self._content = _seen_from(folder, content)
        self._known = _known(self.path)
        self._taken: set[str] = set()

    # What is written

    def refusals(self, names: Iterable[str]) -> dict[str, str]:
        """Return a sentence for each file that must not be written, by its name."""
        found = ((name, self._refusal(name)) for name in names)
        return {name: why for name, why in found if why}

    def _refusal(self, name: str) -> str | None:
        path = self.path / name
        below = path.relative_to(self._folder).as_posix()
        if linked := ordinary_file.link(self._folder, below):
            return (
                f"{linked} is a link, and nothing is written through it. Remove it, or {INSTEAD}."
            )
        if ordinary_file.is_link(path):
            return None
        try:
            data = ordinary_file.read(self._folder, below)
        except Unreachable as error:
            what = f"{path.parent} cannot be looked into ({error.reason})"
            return f"{what}. Have that changed, or {INSTEAD}."
        except NoOrdinaryFile as error:
            return f"{path} cannot be written: {error}. Move that, or {INSTEAD}."
        # The record is ours by its name, for it may be spoilt; of an empty file nothing is lost.
        if not data or name == cache.RECORD or is_marked(data) or self._has(name, data):
            return None
        return f"{path} is not one of our files, and stays. Move it, or {INSTEAD}."

    def _has(self, name: str, data: bytes) -> bool:
        return name in self._known and self._known[name].bytes == cache.digest(data)

    def publish(self, name: str, data: bytes) -> None:
        """Publish a file by its name; raises PublishError where that must not or cannot be."""
        if why := self._refusal(name):
            raise PublishError(why)
        publish(self.path / name, data)
        self.written[name] = cache.digest(data)

    def publish_all(self, files: Mapping[str, bytes]) -> dict[str, str]:
        """Publish files by their names, in that order; none where one must not be: return why."""
        refused = self.refusals(files)
        for name, data in files.items() if not refused else ():
            self.publish(name, data)
        return refused

    # What is there of ours, of others, and of before

    def ours_among(self, names: Iterable[str]) -> dict[str, bytes] | None:
        """Return the bytes of those of some files that are there; None where one is not ours."""
        found = {}
        for name in names:
            path = self.path / name
            if ordinary_file.is_link(path) or self._refusal(name):
                return None
            data = ordinary_file.read(self._folder, path.relative_to(self._folder).as_posix())
            if data is not None:
                found[name] = data
        return found

    def others(self) -> Iterator[Line]:
        """Yield what is to be known of the handouts of other contents in the folder."""
        for other in sorted({each.of for each in self._known.values()} - {"", self._content}):
            file = Path(os.path.normpath(self._folder / other))
            what = f"{self.path} also holds handouts of {folders.printed(file)}"
            fix = f"To keep them apart, {INSTEAD}."
            yield "err", f"{what}: those of the same names are replaced, the others stay. {fix}"

    def take_away(self, made: Collection[str], there: Collection[str], kind: Kind) -> list[Line]:
        """Remove the handouts that are no longer made, and return a line for each.

        Takes the names of those that are made, in a run of all formats in which nothing went wrong,
        and the folders of the editions and translations that there are. No longer made is what is
        missing among them though such a run made it before, of this content and of this kind: a run
        for the office leaves alone what is for a print shop or declares PDF/UA-2, and the other way
        round. What is made on request only was made by its name, and stays as long as its folder
        does. What
        somebody has changed since stays too, which is said each time.
        """
        kept = set(map(folders.alike, made))  # may be the same file under another name
        lines = (
            self.remove(name)
            for name, known in self._known.items()
            if folders.alike(name) not in kept
            and known.of == self._content
            and _is_dropped(name, there, kind, usual=known.usual)
        )
        return [line for line in lines if line]

    def remove(self, name: str) -> Line | None:
        """Remove a file that is as it was written, with its edition's folder if that is empty.

        Returns a line that says so, or why it stays.
        """
        path = self.path / name

        def stays(why: object) -> Line:
            return "err", f"{path} is no longer made, and stays: {why}."

        try:
            data = ordinary_file.read(self._folder, name)
            if data is None:
                return None
            if not (self._has(name, data) and is_marked(data)):
                return stays("somebody has changed it")
            path.unlink()
        except NoOrdinaryFile as error:
            return stays(error)
        except OSError as error:
            return stays(error.strerror)
        self._taken.add(name)
        for around in path.relative_to(self.path).parents[:-1]:
            with suppress(OSError):  # something else is in it
                (self.path / around).rmdir()
        return "err", f"removed: {path}, no longer made"  # said of many clinics, too

    # What is remembered

    def as_written(self) -> dict[str, str]:
        """Return the digests of what this run has written, but not of what is another one now."""
        return {
            name: wanted
            for name, wanted in self.written.items()
            if cache.is_as_written(self.path, name, wanted)
        }

    def ours(
        self, written: Mapping[str, str], usual: Collection[str]
    ) -> dict[str, dict[str, object]]:
        """Return what is to be remembered of each of our files that is there, by its name.

        Takes the digests of what this run has written, and the names of what is made without being
        named. What another run may have written meanwhile is remembered as well.
        """
        known = _known(self.path)
        for name, wanted in written.items():
            known[name] = Written(wanted, self._content, name in usual)
        return {
            name: asdict(each)
            for name, each in known.items()
            if name not in self._taken and _is_there(self.path, name)
        }


def is_handout(name: str) -> bool:
    """Say whether a path below a clinic's folder, which may be anything, is one of a handout."""
    named = _HANDOUT.fullmatch(name)
    if not named:
        return False
    *editions, last = (named["folder"] or "").split("/")
    is_language = folders.is_language(last)
    if any(map(folders.unfit, editions)) or (editions and not is_language):
        return False
    return not last or is_language or not folders.unfit(last)


def _is_dropped(name: str, there: Collection[str], kind: Kind, *, usual: bool) -> bool:
    """Say whether a name, of which a record may say anything, is one that `take_away` is about."""
    named = _HANDOUT.fullmatch(name)
    if not named or not is_handout(name):
        return False
    is_of_kind = Kind(named["shop"] is not None, named["ua_2"] is not None) == kind
    return is_of_kind and (usual or (named["folder"] or "") not in there)


def _seen_from(folder: Path, content: Path) -> str:
    """Return the path of a content as seen from a folder: both may be moved together."""
    file = os.path.abspath(content)  # noqa: PTH100 - a link is a name that somebody has chosen
    with suppress(ValueError):  # another drive
        file = os.path.relpath(file, folder)
    return Path(file).as_posix()


def _known(output: Path) -> dict[str, Written]:
    """Return what the record knows of our files, by their names; leave out what makes no sense."""
    found = {}
    for name, each in cache.written(output).items():
        try:
            known = Written(each["bytes"], each.get("of", ""), each.get("usual") is True)
            if isinstance(known.bytes, str) and isinstance(known.of, str):
                found[name] = known
        except (AttributeError, LookupError, TypeError):
            continue
    return found


def _is_there(folder: Path, name: str) -> bool:
    try:
        return ordinary_file.read(folder, name) is not None
    except NoOrdinaryFile:
        return False
