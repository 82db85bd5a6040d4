"""What translators have of a list in which something was put before, or changed places."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.test_translation import Words

OTHERS, WAIT = "There are other treatments.", "Do not wait."
SPANISH = {OTHERS: "Hay otros tratamientos.", WAIT: "No espere."}
POINTS = f"      - {OTHERS}\n      - {WAIT}\n"


@pytest.mark.parametrize(
    "new",
    [f"      - You are not alone.\n{POINTS}", f"      - {WAIT}\n      - {OTHERS}\n"],
    ids=["put before", "swapped"],
)
def test_a_text_that_has_moved_within_its_list(tmp_path: Path, new: str) -> None:
    """A text that stands in another place of its list keeps its translation, which is not fuzzy."""
    words = Words(tmp_path)
    words.fill({f"topic.summary.points[{at}]": text for at, text in enumerate(SPANISH.values())})
    found = {entry.msgid: entry for entry in words.change(POINTS, new)}
    assert {text: found[text].msgstr for text in SPANISH} == SPANISH
    assert not [text for text in SPANISH if found[text].fuzzy]
