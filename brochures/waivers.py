"""Waivers: a person lets one text break one rule about words, in the open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from brochures.checks import Rule
from brochures.content import Waiver
from brochures.findings import Finding


def waiver_of(
    finding: Finding, waivers: Iterable[Waiver], rules: Mapping[str, Rule]
) -> Waiver | None:
    """Return the waiver that lets a finding stand: about words, of that rule, for that text."""
    rule = rules.get(finding.rule)
    if rule is None or rule.group != "words":
        return None
    words = " ".join(finding.words.split())
    return next(
        (waiver for waiver in waivers if waiver.rule == rule.name and waiver.text in words), None
    )


def unusable(waivers: Iterable[Waiver], rules: Mapping[str, Rule]) -> Iterator[Finding]:
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
