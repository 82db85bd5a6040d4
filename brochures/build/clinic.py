"""A clinic's brochures: its content, editions and translations, ready to be laid out."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from brochures.build import folders
from brochures.checks.finding import Finding
from brochures.checks.report import Outcome
from brochures.content import translation
from brochures.content.fields import Loc
from brochures.content.loader import Loaded, read_content
from brochures.content.model import COVER_PHOTO, Content, PaperName
from brochures.content.translation import Translation
from brochures.content.yaml_errors import shown
from brochures.content.yaml_reader import ContentError, Problem, dotted
from brochures.formats import placement
from brochures.formats.model import Format
from brochures.render import images


@dataclass(frozen=True, slots=True)
class Brochure:
    """One content, and the folder of its handouts."""

    loaded: Loaded
    edition: str = ""
    """The name of the edition that it is; '' for the clinic's first content."""
    translation: Translation | None = None
    """None where it is in the language that it was written in."""

    @property
    def folder(self) -> str:
        """The folder of its handouts below the clinic's; '' for the first one, which has none."""
        language = self.translation.language if self.translation else ""
        return "/".join(filter(None, (self.edition, language)))

    @property
    def unfinished(self) -> tuple[Problem, ...]:
        """What is still to be done before its translation can be published."""
        return self.translation.unfinished if self.translation else ()

    @property
    def content(self) -> Content:
        """What it says."""
        return self.loaded.content

    def chosen(self, names: Iterable[str] = ()) -> tuple[list[Format], list[str]]:
        """Return the formats to make of it, and a sentence for each that is not."""
        made, notes = placement.chosen(self.content, names)
        return made, [f"{self.folder}/{note}" if self.folder else note for note in notes]

    def located(self, outcome: Outcome) -> Outcome:
        """Return an outcome whose findings say in which line of the content their words stand."""
        locs = {dotted(loc): loc for loc in self.loaded.places}
        findings, advice = (
            tuple(self._located(finding, locs) for finding in found)
            for found in (outcome.findings, outcome.advice)
        )
        return replace(outcome, findings=findings, advice=advice)

    def _located(self, finding: Finding, locs: Mapping[str, Loc]) -> Finding:
        path = nearest(finding.path, locs)
        if not path:
            return replace(finding, line=None, file="")
        place = self.loaded.place(locs[path])
        line, _ = place.of(finding.words)
        return replace(finding, line=line, file=str(place.file))


@dataclass(frozen=True, slots=True)
class Clinic:
    """All brochures of a clinic; the first is that of its own content file."""

    brochures: tuple[Brochure, ...]
    waiting: tuple[Translation, ...] = ()
    """Translations of which drafts alone may be made: no qualified reviewer is named."""

    @property
    def content(self) -> Content:
        """The first content: it says who the clinic is."""
        return self.brochures[0].content

    def of(self, path: Path) -> Brochure:
        """Return the brochure that a file is a handout of, as its folder tells."""
        folders = path.absolute().parent.parts

        def depth(brochure: Brochure) -> int:
            named = Path(brochure.folder).parts
            return len(named) if folders[-len(named) :] == named else 0

        return max(self.brochures, key=depth)

    @property
    def files(self) -> tuple[Path, ...]:
        """All files that it was read from, pictures too."""
        found = [file for each in self.brochures for file in each.loaded.files]
        found += [each.file for each in self.waiting]
        found += [file.path for each in self.brochures for _, file in each.content.files()]
        return tuple(dict.fromkeys(found))

    @property
    def due(self) -> str:
        """The first day on which words of it are due for review, as 2026-01-31; or none."""
        days = [each.content.review.review_by for each in self.brochures if each.content.review]
        return min(map(str, days), default="")


def read_clinic(
    file: Path,
    around: Collection[Path] = (),
    *,
    paper: PaperName | None = None,
    fold_marks: bool = True,
    today: date = date.max,
    languages: Collection[str] = (),
    drafts: bool = False,
) -> Clinic:
    """Return a clinic's brochures, to be printed as asked for or else as their contents say.

    Nothing may have been reviewed after `today`, or rather tomorrow: it is that day elsewhere.

    A base may also lie in one of the folders `around`. Of the translations, those into some
    `languages` are read, or into all where none are named; one that no qualified translator has
    reviewed waits, unless all that is made are `drafts`. Raises ContentError with all that is wrong
    in the file and in its editions.
    """
    first = read_content(file, around)
    brochures = [Brochure(first)]
    problems = []
    for name, (path, number) in _editions(first).items():
        try:
            edition = read_content(path, around)
            if os.path.realpath(file) not in map(os.path.realpath, edition.files[1:]):
                base = Path(os.path.relpath(file, path.parent)).as_posix()
                edition.require([((), "It does not name its base.", f"Add: base: {base}")])
            brochures.append(Brochure(edition, name))
        except ContentError as error:
            problems += [
                first.problem(("editions", number), each.what, each.fix)
                if each.line is None and each.file == path
                else each
                for each in error.problems
            ]
    waiting: list[Translation] = []
    for each in tuple(brochures):
        faults = (*_faults(each.content), *_not_yet(each.content, today))
        problems += [each.loaded.problem(*fault) for fault in faults]
        for language in each.content.translations:
            if languages and language not in languages:
                continue
            try:
                unread = translation.waiting(each.loaded, language)
                if unread and not (drafts and unread.file.exists()):
                    waiting.append(unread)
                    continue
                loaded, known = translation.translated(each.loaded, language, today)
                brochures.append(Brochure(loaded, each.edition, known))
            except ContentError as error:
                problems += error.problems
    if problems:
        raise ContentError.listed(problems)
    by_language = {
        (each.edition, each.translation.language): each.translation
        for each in brochures
        if each.translation
    }
    named = (_also_in(each, by_language, today) for each in brochures)
    printed = (_printed(each, paper, fold_marks=fold_marks) for each in named)
    return Clinic(tuple(printed), tuple(waiting))


def nearest(path: str, written: Container[str]) -> str:
    """Return the nearest of the paths that are written in a content, around a path; '' for none.

    It is another one for a default, and for a key that is written under another of its names.
    """
    while path and path not in written:
        path = re.sub(r"(^|\.|\[)[^.\[]+$", "", path)
    return path


def by_itself(loaded: Loaded, today: date) -> Brochure:
    """Return a content as it is printed of its clinic's, whatever may be wrong with others of it.

    Raises ContentError with all that is wrong in it.
    """
    loaded.require((*_faults(loaded.content), *_not_yet(loaded.content, today)))
    try:
        return _also_in(Brochure(loaded), {}, today)
    except ContentError:  # in a catalog
        return Brochure(loaded)


def _editions(first: Loaded) -> dict[str, tuple[Path, int]]:
    """Return the files of a content's editions by the names of their folders.

    Raises ContentError where one cannot be called so, or lies elsewhere.
    """
    found: dict[str, tuple[Path, int]] = {}
    faults: list[placement.Fault] = []
    taken: set[str] = set()
    for number, name in enumerate(first.content.editions):
        path = first.file.parent / name
        if why := _misplaced(path, first.file.parent, taken):
            faults.append((("editions", number), *why))
        taken.add(folders.alike(path.stem))
        found[path.stem] = path, number
    first.require(faults)
    return found


def _misplaced(path: Path, folder: Path, taken: Collection[str]) -> tuple[str, str] | None:
    """Say why a file cannot be an edition, and how to fix it; None where it can."""
    if why := folders.unfit(path.stem):
        return (
            f'An edition cannot be called "{shown(path.stem)}": {why}.',
            "Give its file another name.",
        )
    if folders.alike(path.stem) in taken:
        return f'Two editions are called "{path.stem}".', "Give one of the files another name."
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        return (
            "This file is in another folder.",
            "Put it into this file's folder, or into a subfolder.",
        )
    return None


def _faults(content: Content) -> Iterator[placement.Fault]:
    """Yield what is wrong with what a content says of formats and pictures."""
    yield from placement.faults(content)
    for loc, file in content.files():
        read = images.read_photo if loc == COVER_PHOTO else images.read_picture
        try:
            read(Path(file), file.folder)
        except images.PictureError as error:
            yield loc, error.what, error.fix


def _not_yet(content: Content, today: date) -> Iterator[placement.Fault]:
    """Yield what is wrong where the words were reviewed on a day that is still to come."""
    day = content.review.reviewed_on if content.review else date.min
    if day.toordinal() > today.toordinal() + 1:
        fix = "Write the day on which they were checked last."
        yield ("review", "reviewed_on"), f"{day} is still to come: today is {today}.", fix


def _also_in(
    brochure: Brochure, known: Mapping[tuple[str, str], Translation], today: date
) -> Brochure:
    """Return a brochure that says in which languages it is published, too.

    Takes the translations that are read already, by edition and language. Others are read for this:
    a handout is the same whichever languages are asked for.
    """
    if brochure.translation:
        return brochure
    loaded = brochure.loaded

    def is_published(language: str) -> bool:
        if translation.waiting(loaded, language):
            return False
        read = known.get((brochure.edition, language))
        found = read or translation.translated(loaded, language, today)[1]
        return not found.unfinished

    there = tuple(filter(is_published, loaded.content.translations))
    content = loaded.content.model_copy(update={"also_in": there})
    return replace(brochure, loaded=replace(loaded, content=content))


def _printed(brochure: Brochure, paper: PaperName | None, *, fold_marks: bool) -> Brochure:
    own = brochure.content.printing
    printing = own.model_copy(
        update={"paper": paper or own.paper, "fold_marks": own.fold_marks and fold_marks}
    )
    content = brochure.content.model_copy(update={"printing": printing})
    return replace(brochure, loaded=replace(brochure.loaded, content=content))
