"""Loading a content: a YAML file and its bases -> Content, or every problem at once.

A file may name another one as its base, and then says only what is different. Each problem names
the file and the line that it is in, and how to fix it.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from brochures.content.abbreviations import unexplained
from brochures.content.catalog import has_catalog
from brochures.content.fields import Loc, Said
from brochures.content.markup import plain
from brochures.content.model import INHERITED, WITH_TOPIC, Content
from brochures.content.own_colors import flaws
from brochures.content.problems import problems_of
from brochures.content.text_file import text as text_of
from brochures.content.yaml_errors import Advice, shown
from brochures.content.yaml_reader import (
    ContentError,
    Data,
    Place,
    Problem,
    Source,
    dotted,
    read,
)
from brochures.data.palette import palette

__all__ = ["ContentError", "Loaded", "Problem", "advice", "load", "read_content"]

MOST_BASES = 3

Fault = tuple[Loc, str, str]
"""Where something is wrong with a content, what, and how to fix it."""


LONG_TEXT = 30
"""A text of so many characters is not said twice by chance."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A content, the files that it was read from, and where each of its values stands."""

    content: Content
    files: tuple[Path, ...]
    places: Mapping[Loc, Place]
    data: Data
    """What the files say, with the bases below."""

    @property
    def file(self) -> Path:
        """The content's own file."""
        return self.files[0]

    def problem(self, loc: Loc, what: str, fix: str, words: str = "") -> Problem:
        """Return a problem with the value at a location, or with some words of it."""
        place = self.place(loc)
        return Problem(place.file, *place.of(words), dotted(loc), what, fix)

    def place(self, loc: Loc) -> Place:
        """Return where a value stands; if it is not written anywhere, where what is around does."""
        while loc not in self.places:
            loc = loc[:-1]
        return self.places[loc]

    def require(self, faults: Iterable[Fault]) -> None:
        """Raise ContentError with all that is wrong, if anything is."""
        if problems := [self.problem(*fault) for fault in faults]:
            raise ContentError.listed(problems)


def load(path: Path) -> Content:
    """Return the content of a YAML file.

    Raises ContentError with all problems when the file cannot be read, is not the YAML that we
    accept, or does not hold what `Content` asks for.
    """
    return read_content(path).content


def read_content(path: Path, folders: Collection[Path] = (), *, text: str | None = None) -> Loaded:
    """Return the content of a YAML file, and where each value stands.

    A base lies in the folder of the file that names it, in the one around that, or in one of the
    given `folders`. Takes the file's `text` where it is not written yet. Raises ContentError as
    `load` does.
    """
    source, files = _with_bases(path, folders, text)
    problems = source.problems
    if isinstance(source.data, dict):
        try:
            content = Content.model_validate(source.data)
        except ValidationError as error:
            problems = [*problems, *problems_of(source, error)]
        if not problems:
            loaded = Loaded(content, files, source.places, source.data)
            for loc, file in content.files():
                file.folder = loaded.place(loc).file.parent
            loaded.require(faults(content))
            return loaded
    elif not problems:
        raise ContentError.whole(path, *_no_keys(source.data))
    raise ContentError.listed(problems)


def faults(content: Content) -> Iterator[Fault]:
    """Yield what only the whole content tells."""
    mention = content.crisis_mention
    if mention is not None and content.crisis_line is None:
        what = "This speaks of taking one's life, and no crisis line is known for"
        fix = "Add `crisis:` with the number and the website of one, or take the words out."
        yield mention.loc, f"{what} {content.clinic.country}.", fix
    if own := content.brand.own_colors:
        for flaw in flaws(own, palette(content.brand.theme).colors):
            fix = f"The nearest colour that would do is {flaw.nearest}."
            yield ("brand", "colors", flaw.role), flaw.what, fix


def _with_bases(
    path: Path, folders: Collection[Path], text: str | None = None
) -> tuple[Source, tuple[Path, ...]]:
    """Return what a file and its bases say, and those files."""
    source = read(text_of(path) if text is None else text, path)
    files = [path]
    named = source
    while isinstance(named.data, dict) and isinstance(base := named.data.get("base"), str):
        file = files[-1].parent / base
        place = named.places["base",]
        if reason := _unfit(file, files, folders):
            problem = Problem(place.file, place.line, place.column, "base", *reason)
            raise ContentError.listed([*source.problems, problem])
        named = read(text_of(file), file)
        if not isinstance(named.data, dict):
            raise ContentError.whole(file, *_no_keys(named.data))
        files.append(file)
        source = _on(source, named)
    return source, tuple(files)


def _unfit(file: Path, files: list[Path], folders: Collection[Path]) -> Advice | None:
    """Say why a file cannot be the base of the last of some files; None where it can."""
    real = Path(os.path.realpath(file))
    here = Path(os.path.realpath(files[-1])).parent
    if real in (Path(os.path.realpath(each)) for each in files):
        return "The file is its own base, by way of others perhaps.", "Name another file."
    if len(files) > MOST_BASES:
        return (
            f"More than {MOST_BASES} files are the base of one another.",
            "Put what they say into fewer files.",
        )
    if real.parent not in (here, here.parent, *(Path(os.path.realpath(each)) for each in folders)):
        return (
            f"{shown(str(file))} lies in another folder.",
            "A base lies beside the file that names it, or in the folder around it.",
        )
    if not real.is_file():
        return f"There is no file {shown(str(file))}.", "Check its name, its ending and its folder."
    return None


def _on(source: Source, base: Source) -> Source:
    """Return what a file says, with its base below it."""
    if not isinstance(source.data, dict) or not isinstance(base.data, dict):
        return source
    keys = INHERITED if "topic" in source.data else INHERITED + WITH_TOPIC
    below = {key: value for key, value in base.data.items() if key in keys}
    own = source.data

    def is_taken(loc: Loc) -> bool:
        return loc[:1] != () and loc[0] in keys and not _is_replaced(loc, own)

    return Source(
        source.file,
        source.text,
        _merged(own, below),
        {**{loc: place for loc, place in base.places.items() if is_taken(loc)}, **source.places},
        source.refused | set(filter(is_taken, base.refused)),
        [*source.problems, *base.problems],
    )


def _is_replaced(loc: Loc, own: Data) -> bool:
    """Say whether a file says something else in place of what a base says at a location."""
    for step in loc:
        if not isinstance(own, dict):
            return True
        if step not in own:
            return False
        own = own[str(step)]
    return not isinstance(own, dict)


def _merged(own: dict[str, Data], below: dict[str, Data]) -> dict[str, Data]:
    """Return keys laid over others: keys are merged, all else replaces, nothing removes."""
    merged = dict(below)
    for key, value in own.items():
        under = below.get(key)
        both = isinstance(value, dict) and isinstance(under, dict)
        merged[key] = _merged(value, under) if both else value  # type: ignore[arg-type]
    return merged


def advice(loaded: Loaded) -> Iterator[Problem]:
    """Yield what could be better in a content: no reason to refuse it."""
    for loc, word in unexplained(loaded.content):
        yield loaded.problem(
            loc,
            f'Nothing says what "{word}" stands for.',
            "Write it out here, or put it into `acronyms` if it is a name or a word.",
            word,
        )
    for first, again in repeated(loaded.content):
        line = loaded.place(first.loc).line
        yield loaded.problem(
            again.loc,
            f"The same words stand in {dotted(first.loc)} (line {line}).",
            "Say it once, or in other words: who reads it twice believes to have lost the place.",
            again,
        )
    for name, color in loaded.content.brand.colors:
        place = loaded.places.get(("brand", "colors", name))
        if color is None and place and place.noted:
            yield loaded.problem(
                ("brand", "colors", name),
                "What stands after # is a note, which is not read: no colour is set here.",
                f'If it is to be one, put it in quotes, such as {name}: "#0b4a57".',
            )
    if loaded.content.review is None:
        yield loaded.problem(
            (),
            "Nothing says when these words were last checked.",
            "Add `review:` with the day, and the day by which they are checked again.",
        )
    language = loaded.content.language
    if not has_catalog(language):
        yield loaded.problem(
            ("language",),
            f"The small words on the handouts are in English: there are none in {language} yet.",
            "Give them below `labels:`.",
        )


def repeated(content: Content) -> Iterator[tuple[Said, Said]]:
    """Yield each longer text that stands in two places which may be printed on one handout."""
    seen: dict[str, Said] = {}
    for loc, text in content.prose():
        words = plain(text).casefold().rstrip(".!?")
        first = seen.setdefault(words, text)
        # What is said of one thing at several lengths: only one of these is printed.
        same = first.loc[:-1] == loc[:-1] and not isinstance(loc[-1], int)
        if first is not text and len(words) >= LONG_TEXT and not same:
            yield first, text


def _no_keys(data: Data) -> Advice:
    if data is None:
        return "The file is empty.", "Bring the words back from a copy of the file."
    return (
        "The file does not begin with a key and a colon.",
        "Begin with a line such as:  language: en-US",
    )
