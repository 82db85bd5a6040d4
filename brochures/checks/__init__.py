"""Every promise that a handout keeps, judged on the finished PDF."""

from brochures.checks import (
    access,
    complete,
    lines,
    listening,
    lists,
    navigation,
    order,
    paper,
    sight,
    unread,
    words,
)
from brochures.checks.rule import RULES, Rule, Subject, judge

__all__ = [
    "RULES",
    "Rule",
    "Subject",
    "access",
    "complete",
    "judge",
    "lines",
    "listening",
    "lists",
    "navigation",
    "order",
    "paper",
    "sight",
    "unread",
    "words",
]
