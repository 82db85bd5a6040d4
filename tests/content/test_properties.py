"""What holds of any file and of any valid content. `tests/bench/fuzz.py` tries thousands."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, Phase, assume, example, given, settings
from hypothesis import strategies as st

from brochures.content.json_schema import schema
from brochures.content.model import Content
from brochures.content.text_file import MAX_BYTES
from brochures.formats import FORMATS, formats
from brochures.formats.placement import lacking
from tests import contents
from tests.content.json_schemas import faults
from tests.damaged_files import damaged
from tests.drawn_facts import Data
from tests.placing import helping_in
from tests.thorough import examples, mostly
from tests.trials import try_content, try_file, unlike

tried = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)
"""The same examples on every run: what is new is found by the long runs."""

built = settings(tried, phases=[Phase.explicit, Phase.generate])
"""What fails is not made smaller: each try builds a handout."""


@settings(tried, max_examples=examples(100))
@given(data=st.one_of(st.binary(), st.text().map(lambda text: text.encode("utf-8", "replace"))))
@example(data=b"\xff\xfe")
@example(data=b"clinic: {a: [}")
def test_any_bytes_end_in_problems(data: bytes, tmp_path: Path) -> None:
    """Any bytes and any text in the place of the words end in sentences, never in a traceback."""
    assert not isinstance(try_file(data, tmp_path / "content.yaml"), Content)


@settings(tried, max_examples=examples(100))
@given(data=damaged())
def test_damaged_words_end_in_content_or_problems(data: bytes, tmp_path: Path) -> None:
    """Our own words with bytes flipped, lines lost, doubled or moved are loaded or explained."""
    try_file(data, tmp_path / "content.yaml")


@settings(tried, max_examples=examples(20))
@given(data=contents.contents(), width=st.integers(20, 200), ascii_only=st.booleans())
def test_valid_content_is_loaded(
    data: Data, width: int, tmp_path: Path, *, ascii_only: bool
) -> None:
    """Whatever a valid content says, its file gives the same content, however it is laid out.

    What an editor finds right by the schema is right, and what is right an editor finds right.
    """
    file = tmp_path / "content.yaml"
    dumped = yaml.safe_dump(data, width=width, allow_unicode=not ascii_only).encode()
    assume(len(dumped) <= MAX_BYTES)  # escapes can make a file larger than any that is read
    assert try_file(dumped, file) == Content.model_validate(data)
    assert list(faults(data, schema(), schema())) == []


@pytest.mark.parametrize("name", mostly(FORMATS, "half-fold", "large-print-full"))
@settings(built, max_examples=examples(4))
@given(drawn=st.data())
def test_valid_content_is_published_or_withheld(
    name: str, drawn: st.DataObject, tmp_path: Path
) -> None:
    """A valid content is published clean, or withheld with findings; what fits is read in order."""
    data = drawn.draw(contents.contents_for(FORMATS[name], *contents.SIZES[:2]))
    content = contents.content_of(data)
    made = formats(content)[name]
    assume(lacking(made, content) is None)
    try_content(content, made, tmp_path)


@pytest.mark.parametrize("name", mostly(FORMATS, "large-print", "one-page"))
@settings(built, max_examples=examples(3))
@given(data=contents.changed())
def test_changed_words_are_published_or_withheld(name: str, data: Data, tmp_path: Path) -> None:
    """Our own words with a few other texts in them are published clean, or withheld."""
    content = helping_in(("es", "ru"), Content.model_validate(data))
    made = formats(content)[name]
    assume(lacking(made, content) is None)
    try_content(content, made, tmp_path)


@pytest.mark.parametrize(
    ("printed", "same"),
    [
        (["One", "Two three"], True),
        (["• One", "2. Two three"], True),
        (["4 One", "17 Two three"], True),
        (["O ne", "Two th ree"], True),
        (["One"], False),
        (["Two three", "One"], False),
        (["One", "One", "Two three"], False),
        (["One", "Twothree"], False),
        (["One", "Two three four"], False),
    ],
)
def test_the_comparison_of_texts(printed: list[str], *, same: bool) -> None:
    """What the layout adds is allowed for; what is lost, doubled, moved or run together is not."""
    assert (unlike(["One", "Two three"], printed) is None) == same
