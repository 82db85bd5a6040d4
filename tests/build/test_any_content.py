"""Any content within the limits is built, or each finding names the line to fix."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.thorough import mostly
from tests.varied_contents import tried


@pytest.mark.parametrize("seed", mostly(range(12), 0, 1))
def test_findings_can_be_fixed(seed: int, tmp_path: Path) -> None:
    """Each finding names a line of the content, and speaks to the one who keeps the words.

    `python -m tests.bench.any_content 500` tries more.
    """
    assert tried(seed, tmp_path).unfixable == []
