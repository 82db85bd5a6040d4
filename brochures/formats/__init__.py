"""Formats by their names. Each is a module here, with a function `sheet` that takes the paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path

from brochures.content.model import Content, PaperName
from brochures.data.scripts import is_right_to_left
from brochures.formats.model import LETTER, PAPERS, Format, Paper, for_right_to_left

_OTHERS = ("__init__", "model", "placement")


@cache
def on(paper: Paper) -> Mapping[str, Format]:
    """Return every format by its name, on a paper."""
    modules = sorted(path.stem for path in Path(__file__).parent.glob("*.py"))
    made = [
        import_module(f"{__name__}.{module}").sheet(paper)
        for module in modules
        if module not in _OTHERS
    ]
    made.sort(key=lambda each: (each.order, each.name))
    return {each.name: each for each in made}


def formats(content: Content, paper: PaperName | None = None) -> Mapping[str, Format]:
    """Return every format by its name, as a content is printed: on its own paper or another one.

    What is folded opens at the other side where the content is read from right to left.
    """
    marks = content.printing.fold_marks
    made = on(PAPERS[paper or content.paper])
    if is_right_to_left(content.language):
        made = {name: for_right_to_left(each) for name, each in made.items()}
    return {name: replace(each, fold_marks=marks) for name, each in made.items()}


FORMATS: Mapping[str, Format] = on(LETTER)
"""Every format by its name, on US Letter."""
