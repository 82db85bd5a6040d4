"""Every promise that a handout keeps, judged on the finished PDF."""

from brochures.checks import (
    activity,
    completeness,
    imposition,
    language,
    legibility,
    listening,
    lists,
    navigation,
    order,
    paper,
    tagging,
    typography,
    unread,
    wording,
)
from brochures.checks.rule import RULES, Rule, Subject, judge

__all__ = [
    "RULES",
    "Rule",
    "Subject",
    "activity",
    "completeness",
    "imposition",
    "judge",
    "language",
    "legibility",
    "listening",
    "lists",
    "navigation",
    "order",
    "paper",
    "tagging",
    "typography",
    "unread",
    "wording",
]
