"""Documentation of the rules: one in words, and all of them as a page, docs/rules.md.

Run as a module, it writes that page.
"""

from __future__ import annotations

from pathlib import Path

from brochures.checks import RULES
from brochures.checks.rule import Group

PAGE = Path(__file__).parent.parent.parent / "docs" / "rules.md"

_INTRODUCTION = """\
# The rules

Every finished PDF is opened again and judged by these rules. A handout that breaks one of them is
withheld, and the last good file stays; a warning withholds nothing. `brochures explain RULE` says
why a rule is there, too.

One text may break one rule about words, if `waivers` in `content.yaml` says so with a reason and a
name; each build prints that. Rules about access, sight, paper and safety cannot be waived.

Where a rule comes from stands last: a standard, a guideline, or 'ours', a house rule.

This page is generated: `make rules` writes it.
"""

_GROUPS: dict[Group, str] = {
    "words": "Words: what is said, and how easy it is to read",
    "access": "Access: what a screen reader finds",
    "sight": "Sight: what the eye can read",
    "paper": "Paper: what is printed, folded and cut",
    "safety": "Safety: what the file does",
}


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


def page() -> str:
    """Return the page of all rules in Markdown: a table a group, a row a rule."""
    parts = [_INTRODUCTION]
    for group, title in _GROUPS.items():
        rows = [
            f"| `{rule.name}` | {rule.title}{' A warning only.' if rule.warning else ''} "
            f"| {rule.fix} | {rule.source} |"
            for rule in RULES.values()
            if rule.group == group
        ]
        head = ["| rule | the promise | how to keep it | from |", "|---|---|---|---|"]
        parts.append("\n".join([f"## {title}", "", *head, *rows, ""]))
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8", newline="\n")
