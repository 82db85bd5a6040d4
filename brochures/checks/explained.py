"""Documentation of the rules: one in words, and the table of all in the README.

Run as a module, it brings that table up to date.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from brochures.checks import RULES
from brochures.checks.rule import Group

README = Path(__file__).parent.parent.parent / "README.md"
_PLACE = re.compile(r"(?<=<!-- rules -->\n).*(?=<!-- end of rules -->)", re.DOTALL)


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


def table() -> str:
    """Return all rules in Markdown: a table a group, each rule with its promise and its source."""
    parts = []
    for group in get_args(Group):
        rows = [
            f"| `{rule.name}` | {rule.title}{' A warning only.' if rule.warning else ''} "
            f"| {rule.source} |"
            for rule in RULES.values()
            if rule.group == group
        ]
        parts.append("\n".join([f"| {group} | the promise | from |", "|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def renewed(readme: str) -> str:
    """Return a README with its table of rules brought up to date."""
    return _PLACE.sub(lambda _: f"\n{table()}\n", readme)


if __name__ == "__main__":
    README.write_text(renewed(README.read_text("utf-8")), "utf-8", newline="\n")
