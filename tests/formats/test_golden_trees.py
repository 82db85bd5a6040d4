"""The structure tree of each handout is the one that a person has read and accepted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import unified_diff
from pathlib import Path

import pytest

from brochures.pdf import Facts
from tests.placing import ours

GOLDEN = Path(__file__).parents[1] / "golden"

WHOLE = 1_000
"""Texts are kept uncut: who reads the tree hears every word."""


@pytest.mark.parametrize("name", ours())
def test_tree_is_the_accepted_one(
    name: str,
    facts: Mapping[str, Facts],
    pytestconfig: pytest.Config,
    record_property: Callable[[str, object], None],
) -> None:
    """The tags of each handout, in reading order, are those of the kept file."""
    path = GOLDEN / f"{name}.txt"
    accepted = path.read_text("utf-8") if path.exists() else ""
    tree = facts[name].tree(WHOLE) + "\n"
    if tree != accepted and pytestconfig.getoption("--update"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(tree, "utf-8", newline="\n")
        record_property("rewritten", path.relative_to(pytestconfig.rootpath).as_posix())
    elif tree != accepted:
        diff = unified_diff(
            accepted.splitlines(), tree.splitlines(), "accepted", "now", n=2, lineterm=""
        )
        pytest.fail(
            "\n".join([f"{path.name}: the tags have changed.", *diff, ACCEPT]), pytrace=False
        )


def test_kept_trees() -> None:
    """There is a tree of each handout, and of nothing else."""
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(ours())


ACCEPT = "Read it as a screen reader would. To accept it: make test ARGS=--update"
