"""A rule in words, for who asks on the command line."""

from __future__ import annotations

from brochures.checks import RULES


def explained(name: str) -> str | None:
    """Return what a rule asks for, why, how to keep it, and where it is from; None for no rule."""
    rule = RULES.get(name)
    if rule is None:
        return None
    warning = " A warning only." if rule.warning else ""
    return (
        f"{rule.name} ({rule.group}): {rule.title}{warning}\n"
        f"  Why: {rule.why}\n  Fix: {rule.fix}\n  From: {rule.source}"
    )


def no_rule(name: str) -> str:
    """Return the sentence for a rule that there is not."""
    return f"There is no rule called {name}. There are: {', '.join(RULES)}."
