"""Every rule has a page that breaks it and nothing else, and a page that keeps it.

The pages are in `rule_pages.py`. That of `pages.py` as it stands keeps all rules.
"""

from __future__ import annotations

import re

import pytest

from brochures.checks import RULES, explained
from tests.checks import page_damage as damage
from tests.checks.pages import broken, page
from tests.checks.rule_pages import BREAKS, CONSEQUENCES, KEEPS


def test_the_good_page_keeps_every_rule() -> None:
    """The page that the others are made of breaks nothing."""
    assert broken(page()) == {}


@pytest.mark.parametrize("name", BREAKS)
def test_breaks_one_rule(name: str) -> None:
    """The page breaks this rule and no other."""
    found = set(broken(BREAKS[name]()))
    assert name in found
    assert found - CONSEQUENCES.get(name, set()) == {name}


@pytest.mark.parametrize("name", KEEPS)
def test_keeps_the_rule(name: str) -> None:
    """A page near the limit keeps the rule."""
    assert name not in broken(KEEPS[name]())


def test_items_of_our_lists_have_bodies() -> None:
    """Text that stands in an item without LBody breaks the rule of labels, and no other."""
    assert set(broken(page(mutate=damage.bodiless))) == {"list-labels"}


def test_the_page_of_rules_is_up_to_date() -> None:
    """docs/rules.md is what `make rules` writes, and has a row of four cells for every rule."""
    written = explained.PAGE.read_text("utf-8")
    assert written == explained.page()
    rows = [re.split(r" ?\| ?", line) for line in written.splitlines() if line.startswith("| `")]
    assert {len(row) for row in rows} == {6}
    assert {row[1] for row in rows} == {f"`{name}`" for name in RULES}


def test_every_rule_has_a_page() -> None:
    """A rule without a page that breaks it fails the tests."""
    assert set(BREAKS) == set(RULES)
