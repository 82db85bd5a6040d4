"""Changes of real files, place by place, and back; and any changes of any files."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from random import Random
from unicodedata import category

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brochures.content.edits import EditError, added, moved, removed, replaced
from brochures.content.fields import Loc
from brochures.content.yaml_reader import ContentError, Source, read
from tests import contents
from tests.content import yaml_files
from tests.content.yaml_files import at, places
from tests.drawn_facts import Data as Words
from tests.thorough import examples, mostly

ROOT = Path(__file__).parent.parent.parent
FILES = [ROOT / "content.yaml", *sorted((ROOT / "examples").rglob("*.yaml"))]

FEW = 40
"""In `make test` one place of so many is tried; else each, or every third."""


def said(file: str) -> Source:
    """Return what a file says, and where."""
    source = read(file.removeprefix("\ufeff"), Path("content.yaml"))
    assert source.problems == []
    return source


def with_places(path: Path, kind: type, one_of: int) -> list[tuple[str, Source, Loc]]:
    """Return one of so many places in a file where something of a kind stands."""
    file = path.read_bytes().decode("utf-8")
    source = said(file)
    found = [loc for loc in places(source.data) if isinstance(at(source.data, loc), kind)]
    return [(file, source, loc) for loc in found[one_of // 2 :: one_of]]


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines of two files without those that they have in common above and below."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return old, new


SOME = 8
"""Of so many places one is tried in `make test-all`: to try all takes minutes."""

every = pytest.mark.parametrize("one_of", mostly([SOME, FEW], FEW))
many = pytest.mark.parametrize("one_of", mostly([2 * SOME, FEW], FEW))
of_each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))


@every
@of_each_file
def test_texts_change_and_change_back(path: Path, one_of: int) -> None:
    """A text changes in its own lines alone; what was in one line is the same once it is back."""
    for file, source, loc in with_places(path, str, one_of):
        old, span = at(source.data, loc), source.spans[loc]
        written = source.text[span.start : span.end]
        new = replaced(file, loc, "Other words")
        assert at(said(new).data, loc) == "Other words"
        gone, come = changed_lines(file, new)
        assert (len(gone), len(come)) == (written.count("\n") + 1, 1)
        back = replaced(new, loc, old)
        assert back == file if "\n" not in written else at(said(back).data, loc) == old


@many
@of_each_file
def test_long_texts_are_broken(path: Path, one_of: int) -> None:
    """A text that is long fits into the lines of its file; in a row or a map it has one line."""
    for file, source, loc in with_places(path, str, one_of):
        widest = max(len(line) for line in file.split("\n") if not line.lstrip().startswith("#"))
        new = replaced(file, loc, "Some more words: " * 20 + "the end.")
        _, come = changed_lines(file, new)
        if not source.spans[loc[:-1]].style:
            assert len(come) >= 4
            words = [line.partition("  #")[0].rstrip() for line in come]
            assert max(map(len, words)) <= max(widest, 100)


@every
@of_each_file
def test_lists_change_and_change_back(path: Path, one_of: int) -> None:
    """An item that comes and goes, or moves there and back, leaves the file as it was."""
    for file, source, loc in with_places(path, list, max(1, one_of // 4)):
        items = at(source.data, loc)
        for number in {0, len(items) // 2, len(items)} if items else ():
            new = added(file, (*loc, number), "Other: words")
            assert at(said(new).data, (*loc, number)) == "Other: words"
            assert removed(new, (*loc, number)) == file
        for number in range(0, len(items), 3):
            last = len(items) - 1
            assert moved(moved(file, (*loc, number), last), (*loc, last), number) == file


@many
@of_each_file
def test_keys_change_and_change_back(path: Path, one_of: int) -> None:
    """A key that comes and goes, or moves there and back, leaves the file as it was."""
    for file, source, loc in with_places(path, dict, max(1, one_of // 2)):
        names = list(at(source.data, loc))
        new = added(file, (*loc, "other"), ["Other words"])
        gone, come = changed_lines(file, new)
        assert len(gone) <= 1 <= len(come)
        assert removed(new, (*loc, "other")) == file
        first = moved(file, (*loc, names[-1]), 0)
        assert [*at(said(first).data, loc)] == [names[-1], *names[:-1]]
        assert moved(first, (*loc, names[-1]), len(names) - 1) == file


@many
@of_each_file
def test_what_is_taken_out_takes_nothing_with_it(path: Path, one_of: int) -> None:
    """Of what is no comment, just the lines go in which the text stands."""

    def spoken(lines: list[str]) -> int:
        return sum(line.strip()[:1] not in ("", "#") for line in lines)

    for file, source, loc in with_places(path, object, one_of):
        gone, come = changed_lines(file, removed(file, loc))
        span = source.spans[loc]
        if not source.spans[loc[:-1]].style:
            written = source.text[span.key[0] : span.end].split("\n")
            assert spoken(gone) - spoken(come) == spoken(written)


# Any files

tried = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""The same examples on every run."""

KEEPS_ITS_END = re.compile(r"[|>]\+|[|>]-?[\r\n].*[^\r\n]\Z", re.DOTALL)
"""A text in a block to which the blank lines below belong, or the end of the file: it may be tied
to its place."""


def try_change(file: str, random: Random) -> str | None:
    """Change a file at random; it says what it said, with that change, or is refused."""
    change = yaml_files.change(random, said(file).data)
    try:
        new = change.made(file)
    except EditError:
        assert KEEPS_ITS_END.search(file), (file, change)
        return None
    # As text, in which yes is not 1, and the order of keys counts.
    assert repr(said(new).data) == repr(change.data), (file, change, new)
    assert ("\ufeff" in new) == ("\ufeff" in file)
    ends = set(re.findall("\r\n?|\n", file))
    assert not ends or set(re.findall("\r\n?|\n", new)) <= ends
    return new


@settings(tried, max_examples=examples(3000))
@given(seed=st.integers(0, 10**9))
def test_any_change_of_any_file(seed: int) -> None:
    """Files as people lay them out say what they said, with just one change, several times."""
    random = Random(seed)  # noqa: S311 - no secret
    file = yaml_files.file(random)
    for _ in range(3):
        try_change(file, random)


@settings(tried, max_examples=examples(40))
@given(data=contents.contents(*contents.SIZES[:2]), width=st.integers(20, 200), seed=st.integers())
def test_any_change_of_any_content(data: Words, width: int, seed: int) -> None:
    """Contents of any words say what they said, with one change after another."""
    file = yaml.safe_dump(data, width=width, allow_unicode=True, sort_keys=False)
    random = Random(seed)  # noqa: S311 - no secret
    for _ in range(5):
        file = try_change(file, random) or file


def is_fit(text: str) -> bool:
    """Say whether a text has no character that the reader refuses, or reads as another."""
    unfit = ("Cc", "Cs", "Zl", "Zp")
    return not any(
        category(char) in unfit or char in "\ufffe\uffff" for char in text if char != "\n"
    )


@settings(tried, max_examples=examples(300))
@given(text=st.text(max_size=40), other=st.text(alphabet=" \n:#-'\"[]{},?a\\|>", max_size=20))
def test_any_text(text: str, other: str) -> None:
    """Any text is read as it was given, or refused for its characters, wherever it is put."""
    file = "a: x\nb: \"y\"\nc: 'z'\nd: |\n  w\ne: >-\n  v\nf: [u, {g: t}]\n"
    texts = [loc for loc in places(said(file).data) if isinstance(at(said(file).data, loc), str)]
    for loc in texts:
        for new in (text, other):
            if is_fit(new):
                file = replaced(file, loc, new)
                assert at(said(file).data, loc) == new
            else:
                with pytest.raises(EditError, match="cannot be used"):
                    replaced(file, loc, new)


@settings(tried, max_examples=examples(1000))
@given(file=st.text(alphabet="ab:-#|>'\"[]{},?&*! \n\t\r\x85", max_size=40), seed=st.integers())
def test_any_characters(file: str, seed: int) -> None:
    """Whatever a file holds, it is changed as it is meant, or refused."""
    random = Random(seed)  # noqa: S311 - no secret
    try:
        source = read(file, Path("content.yaml"))
    except ContentError:
        source = None
    if source is None or source.problems:
        with pytest.raises(ContentError):
            removed(file, ("a",))
    elif places(source.data):
        change = yaml_files.change(random, source.data)
        with suppress(EditError):
            assert repr(said(change.made(file)).data) == repr(change.data)
