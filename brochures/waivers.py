"""Waivers: a person lets one text break one rule about words, in the open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from brochures.checks import Rule
from brochures.content import Waiver
from brochures.findings import Finding


def is_waived(finding: Finding, waivers: Iterable[Waiver], rules: Mapping[str, Rule]) -> bool:
    """Say whether a finding is about words, and about a text for which its rule is waived."""
    rule = rules.get(finding.rule)
    words = " ".join(finding.words.split())
    return (
        rule is not None
        and rule.group == "words"
        and any(waiver.rule == rule.name and waiver.text in words for waiver in waivers)
    )


def refused(waivers: Iterable[Waiver], rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """Yield a finding for each waiver of a rule that there is not, or that cannot be waived."""
    for waiver in waivers:
        rule = rules.get(waiver.rule)
        if rule is None or rule.group != "words":
            names = ", ".join(name for name, one in rules.items() if one.group == "words")
            yield Finding(
                "waiver",
                "content.yaml, waivers",
                f"{waiver.rule} cannot be waived.",
                f"Only rules about words can: {names}.",
                waiver.text,
            )
