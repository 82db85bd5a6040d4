"""Loading a content: which files are accepted, and that any file ends in a content or sentences."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from brochures.content import yaml_reader
from brochures.content.fields import Loc
from brochures.content.loader import ContentError, load
from brochures.content.model import Content
from brochures.content.yaml_reader import MOST_PROBLEMS
from brochures.data import typeface
from tests.content.mistakes import ITEM, NAME, POINT, POSTCODE, problems
from tests.samples import MINIMAL, OURS, WHOLE, minimal, whole
from tests.thorough import examples

COMMON = "\n\t :-#\"'[]{}&*|%@`?,\\~x1é\u2028"
"""Characters that mean something in YAML, and a few that do not."""

same_file = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=examples(100),
)


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda _: None, "There is no such file"),
        (lambda file: file.mkdir(), "This is a folder"),
        (lambda file: file.write_bytes(b"#" * 100_001), "larger than 100 KB"),
        (lambda file: file.write_bytes(b""), "The file is empty"),
        (lambda file: file.write_text("# words\n\n"), "The file is empty"),
        (lambda file: file.write_text("---\n"), "The file is empty"),
        (lambda file: file.write_text("Hello\n"), "does not begin with a key"),
        (lambda file: file.write_text("- language: en-US\n"), "does not begin with a key"),
        (lambda file: file.write_bytes(MINIMAL.encode("utf-16")), "saved as UTF-16"),
    ],
)
def test_a_file_that_holds_no_words(made: Callable[[Path], object], says: str, file: Path) -> None:
    """A file that is missing, empty or of another kind is named in one sentence."""
    made(file)

    with pytest.raises(ContentError) as caught:
        load(file)

    (problem,) = caught.value.problems
    assert says in problem.what
    assert problem.fix
    assert problem.line is None


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    """What the system says against opening a file is passed on."""
    not_a_folder = tmp_path / "file"
    not_a_folder.touch()

    with pytest.raises(ContentError, match="cannot be opened: Not a directory"):
        load(not_a_folder / "content.yaml")


def test_a_file_in_another_encoding_is_named_with_the_line(file: Path) -> None:
    """A letter saved by an old editor is found by its line."""
    text = WHOLE.replace("Whom to refer", "Whom to réfer")

    (problem,) = problems(file, text.encode("latin-1"))

    assert problem.line == text[: text.index("é")].count("\n") + 1
    assert "UTF-8" in problem.fix


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    "changed",
    [
        lambda text: "\ufeff" + text,
        lambda text: "---\n" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace(": ", ":\t"),
        lambda text: text.replace("\n", "\n \t\n"),
        lambda text: text.rstrip("\n"),
    ],
    ids=["BOM", "---", "CRLF", "CR", "tabs after colons", "blank lines", "no last line end"],
)
def test_what_editors_do_to_a_file_is_accepted(changed: Callable[[str], str], file: Path) -> None:
    """Marks, line ends and blanks that no person sees change nothing."""
    file.write_bytes(changed(WHOLE).encode())

    assert load(file) == Content.model_validate(whole())


def test_lines_are_those_that_an_editor_counts(file: Path) -> None:
    """Line separators pasted along with a text do not shift the line that is named."""
    text = WHOLE.replace(NAME, '  name: "A\u2028B\u2029C\x85D"\n').replace(POSTCODE, "")

    (problem,) = problems(file, text)

    assert problem.line == text[: text.index("address:")].count("\n") + 1


def test_what_is_left_empty_counts_as_absent(file: Path) -> None:
    """A key without a value is as good as no key, where the value may be missing."""
    text = (
        WHOLE.replace(NAME, NAME + "  fax:\n  website:\n  hours:\n  npi:\n  transit: # none\n")
        .replace("    title: Your next step\n", "    title: Your next step\n    steps:\n")
        .replace(ITEM, ITEM + "              short:\n              offered:\n")
        .replace("      title: What it is\n", "      title: What it is\n      text:\n")
        .replace("topic:\n", "base:\nbrand:\ncrisis:\nhandouts:\neditions:\nlabels:\ntopic:\n")
    )

    assert problems(file, text) == ()
    assert load(file) == Content.model_validate(whole())


def test_only_a_language_a_clinic_and_a_topic_are_needed(file: Path) -> None:
    """The smallest content is accepted, and it prints the crisis line only where it must."""
    assert problems(file, MINIMAL) == ()
    content = load(file)
    assert content == Content.model_validate(minimal())
    assert content.review is None
    assert content.handouts == {}
    assert content.crisis_line is None


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("You sleep better in a dark room.", "The risk of suicide.", ("topic", "sections")),
        ("    number:", "    spelled:\n    number:", ()),
        (NAME, f"{NAME}  tagline: Help with suicidal thoughts\n", ("clinic", "tagline")),
        (NAME, f"{NAME}  hours: [9 to 5, In a suicidal crisis at any time]\n", ("clinic", "hours")),
        (NAME, f"{NAME}  website: example.org/suicide-help\n", ("clinic", "website")),
        ("topic:\n", "labels: {call: Suicidal? Call us}\ntopic:\n", ("labels", "call")),
        (
            "topic:\n",
            "brand: {logo: {file: a.svg, alt: Against suicide}}\ntopic:\n",
            ("brand", "logo", "alt"),
        ),
        ("topic:\n", "labels: {mail: {lines: [Of suicide]}}\ntopic:\n", ()),
        ("  name: Sleep\n", "  name: Suicide\n", ("topic", "name")),
    ],
)
def test_whatever_speaks_of_suicide_has_the_crisis_line(
    old: str, new: str, at: Loc, file: Path
) -> None:
    """A mention anywhere on the handouts brings the country's crisis line; the desk needs none."""
    assert old in MINIMAL
    assert problems(file, MINIMAL.replace(old, new)) == ()
    content = load(file)
    mention = content.crisis_mention
    assert (mention.loc[: len(at)] if mention else ()) == at
    assert (content.crisis_line is not None) == bool(at)


def test_a_country_without_a_known_crisis_line(file: Path) -> None:
    """Who speaks of suicide where no line is known is asked for one, in the line that does so."""
    text = MINIMAL.replace("  address:\n", "  country: AT\n  address:\n", 1)
    text = text.replace("    region: NY\n", "").replace('"11201"', '"1010"')
    text = text.replace("(718) 400-0867", "01 58858")
    assert problems(file, text) == ()
    text = text.replace("You sleep better", "Suicide. You sleep better")
    (problem,) = problems(file, text)
    assert problem.line == text[: text.index("Suicide.")].count("\n") + 1
    assert "no crisis line is known for AT" in problem.what
    assert problems(file, f'{text}crisis: {{number: "142"}}\n') == ()


def test_a_date_may_stand_in_quotes(file: Path) -> None:
    """A person who puts everything in quotes is understood."""
    assert problems(file, WHOLE.replace("2026-01-31", '"2026-01-31"')) == ()


def test_a_note_two_spaces_after_a_text_is_a_note(file: Path) -> None:
    """Notes after a text are fine where nobody takes them for a part of it."""
    assert problems(file, MINIMAL.replace(NAME, NAME.rstrip() + "  # a note\n")) == ()


def test_the_bomb_of_aliases_is_refused(file: Path) -> None:
    """Text that would swell to gigabytes is not even put together."""
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
    )

    assert any("* has a special meaning" in problem.what for problem in problems(file, bomb))


@pytest.mark.parametrize("wrong", ["x%d: y\n", "? [%d]\n: y\n", "x%d: *y\n"])
def test_no_more_is_listed_than_a_person_fixes(wrong: str, file: Path) -> None:
    """Of thousands of problems the first hundred are listed, and that there are more."""
    text = MINIMAL + "".join(wrong.replace("%d", str(number)) for number in range(3000))

    *listed, last = problems(file, text)

    assert len(listed) == MOST_PROBLEMS
    assert all(problem.line is not None for problem in listed)
    assert last.what == "There is more to fix than these 100 places."


@pytest.mark.parametrize(
    "language",
    [
        "en",
        "es-US",
        "fr-FR",
        "pl",
        "ht",
        "vi-VN",
        "yo",
        "ru",
        "zh-Hans",
        "zh-TW",
        "ar-EG",
        "he",
        "bn",
        "ko",
    ],
)
def test_languages_that_are_printed(language: str, file: Path) -> None:
    """A language is accepted when the typeface can print its dates."""
    assert problems(file, MINIMAL.replace("en-US", language)) == ()


@pytest.mark.parametrize("language", ["hi", "th", "ka", "am"])
def test_languages_in_other_letters(language: str, file: Path) -> None:
    """A language whose dates the typeface cannot print is refused with a sentence."""
    (problem,) = problems(file, MINIMAL.replace("en-US", language))

    assert f'Dates in the language "{language}" cannot be printed.' in problem.what


def test_the_largest_texts_and_lists(file: Path) -> None:
    """What is just within the limits is accepted."""
    text = WHOLE.replace("You sleep badly.", "s" * 2000).replace(POINT, POINT * 19)
    section = "    s%d:\n      title: T\n      text: A text.\n"
    there = len(whole()["topic"]["sections"])
    more = "".join(section.replace("%d", str(number)) for number in range(24 - there))

    assert problems(file, text.replace("  sections:\n", f"  sections:\n{more}")) == ()


# Properties


def broken(characters: str) -> st.SearchStrategy[str]:
    """Draw valid content in which a piece is replaced by some of these characters."""
    return st.builds(
        lambda at, length, new: WHOLE[:at] + new + WHOLE[at + length :],
        st.integers(0, len(WHOLE)),
        st.integers(0, 30),
        st.text(characters, max_size=8),
    )


@same_file
@pytest.mark.usefixtures("parser")
@given(text=st.one_of(st.binary(), st.text(), broken(f"{COMMON}!>=<\x00")))
@example(text="{0")
def test_any_file_gives_content_or_problems(text: str | bytes, file: Path) -> None:
    """Whatever a file holds, a person gets sentences with lines that exist, and no traceback."""
    found = problems(file, text)

    count = len(re.findall(r"\r\n?|\n", file.read_bytes().decode("latin-1"))) + 1
    for problem in found:
        assert problem.line is None or 1 <= problem.line <= count
        assert problem.what
        assert problem.fix


@same_file
@given(text=broken(COMMON))
@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML is built without libyaml here")
def test_both_parsers_find_the_same(text: str, file: Path) -> None:
    """What a person is told does not depend on how PyYAML was built.

    Left out is where PyYAML's own parser and libyaml read YAML in two ways: after ! and >, at a
    bracket that follows a colon without a space, and at a question mark within a word in brackets.
    """
    assume(not re.search(r":[\[{]|[\[{].*\S\?", text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_reader, "PARSER", yaml.SafeLoader)
        in_python = problems(file, text)

    assert problems(file, text) == in_python


PRINTABLE = st.characters(max_codepoint=0x17F).filter(
    lambda letter: typeface.has(letter) and not typeface.is_hidden(letter)
)
WRITTEN = st.text(st.one_of(PRINTABLE, st.sampled_from(" \n\u00a0")), max_size=90).filter(
    lambda text: text.strip()[:1] not in ("", *"\u2022\u00b7-*\u2013")  # a bullet goes
)


def free_texts(words: dict[str, Any]) -> list[Loc]:
    """Return where the texts stand that may say anything."""
    return [loc for loc, _ in Content.model_validate(words).prose()]


@same_file
@given(data=st.data())
def test_texts_come_back_as_they_were_written(data: st.DataObject, file: Path) -> None:
    """Loading what a YAML writer wrote gives the same texts, line breaks folded."""
    words = whole()
    written = {}
    for loc in data.draw(st.lists(st.sampled_from(free_texts(words)), max_size=9)):
        written[loc] = data.draw(WRITTEN)
        inner: Any = words
        for step in loc[:-1]:
            inner = inner[step]
        inner[loc[-1]] = written[loc]
    dumped = yaml.safe_dump(
        words, allow_unicode=data.draw(st.booleans()), width=data.draw(st.integers(20, 200))
    )

    file.write_text(dumped, "utf-8")
    found = dict(load(file).prose())

    for loc, expected in written.items():
        assert found[loc] == re.sub(r"[ \n]+", " ", expected.strip())


def test_our_own_content_is_valid() -> None:
    """The content that this project ships can be loaded."""
    assert load(OURS).language
