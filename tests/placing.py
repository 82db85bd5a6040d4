"""Formats with their sections placed, as a build tries them first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from brochures.content.loader import load
from brochures.content.model import Content, PaperName
from brochures.formats import formats
from brochures.formats.model import Format
from brochures.formats.placement import candidates, lacking
from tests.samples import OURS


def placed(content: Content, name: str) -> Format:
    """Return a format of a content, its sections placed with the most room."""
    return candidates(formats(content)[name], content)[0]


def all_placed(content: Content) -> Mapping[str, Format]:
    """Return every format that a content has words for by its name, also those on request."""
    return {
        name: placed(content, name)
        for name, made in formats(content).items()
        if lacking(made, content) is None
    }


def on_paper(content: Content, paper: PaperName) -> Content:
    """Return a content that is printed on a paper."""
    printing = content.printing.model_copy(update={"paper": paper})
    return content.model_copy(update={"printing": printing})


def helping_in(languages: tuple[str, ...], content: Content) -> Content:
    """Return a content whose clinic gets interpreters for some languages."""
    clinic = content.clinic.model_copy(update={"language_help": languages})
    return content.model_copy(update={"clinic": clinic})


@cache
def ours() -> tuple[str, ...]:
    """Return the names of the formats that the clinic's words are enough for."""
    return tuple(all_placed(load(OURS)))
