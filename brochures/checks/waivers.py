"""Waivers: a person lets one text break one rule about words, in the open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from brochures.checks import Rule
from brochures.checks.finding import Finding
from brochures.content.model import Waiver

NEVER = frozenset({"crisis-line"})
"""Rules about words that stand whatever anybody decides: lives may depend on them."""


def waiver_of(
    finding: Finding, waivers: Iterable[Waiver], rules: Mapping[str, Rule]
) -> Waiver | None:
    """Return the waiver that lets a finding stand: about words, of that rule, for that text."""
    if not _can_be_waived(rules.get(finding.rule)):
        return None
    words = " ".join(finding.words.split())
    return next(
        (waiver for waiver in waivers if waiver.rule == finding.rule and waiver.text in words), None
    )


def unusable(waivers: Iterable[Waiver], rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """Yield a finding for each waiver of a rule that there is not, or that cannot be waived."""
    for waiver in waivers:
        if not _can_be_waived(rules.get(waiver.rule)):
            names = ", ".join(name for name, rule in rules.items() if _can_be_waived(rule))
            yield Finding(
                "waiver",
                "content.yaml, waivers",
                f"{waiver.rule} cannot be waived.",
                f"Only rules about words can: {names}.",
                waiver.text,
            )


def _can_be_waived(rule: Rule | None) -> bool:
    return rule is not None and rule.group == "words" and rule.name not in NEVER
