"""Panels that were laid out before give the same handouts as panels laid out anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from brochures.content.model import Content
from brochures.formats.model import Format, for_print_shop
from brochures.render import weasyprint_speed
from brochures.render.html import compose
from brochures.render.pdf import typeset
from brochures.render.result import Typeset
from tests.placing import all_placed
from tests.samples import ours
from tests.thorough import mostly
from tests.varied_contents import allowed


def sheets(content: Content) -> Iterator[tuple[str, Format]]:
    """Yield each handout of a content that has several panels, also as a print shop gets it."""
    for made in all_placed(content).values():
        if len(made.panels) > 1:
            yield compose(content, made), made
            if made.folds:
                shop = for_print_shop(made)
                yield compose(content, shop), shop


def anew(html: str, made: Format) -> Typeset:
    """Return a handout that knows of no panel."""
    with weasyprint_speed.patched(weasyprint_speed, "ENABLED", False):  # noqa: FBT003
        return typeset(html, made)


@pytest.mark.parametrize("seed", mostly(range(4), 0))
def test_same_bytes(seed: int) -> None:
    """Words laid out after others, and after themselves, give the bytes that they give anew.

    `python -m tests.bench.same_bytes 200` tries more.
    """
    assert different(seed) == []


def test_what_stands_around_counts(content: Content) -> None:
    """Panels with the same words are laid out anew where the page's own styles are others."""
    html, made = next(iter(sheets(content)))
    typeset(html, made)
    other = html.replace("</style>", "h2 { margin-top: 3pt; color: #123456 }</style>", 1)
    assert typeset(other, made) == anew(other, made) != anew(html, made)


def different(seed: int) -> list[str]:
    """Return the handouts of varied words that are not the same with panels that are known.

    The words share some of their panels with ours.
    """
    content = Content.model_validate(allowed(seed))
    for html, made in sheets(Content.model_validate(ours())):
        typeset(html, made)
    return [
        f"seed {seed}: {made.name}{' for a print shop' if made.bleed else ''}"
        for html, made in sheets(content)
        if not typeset(html, made) == typeset(html, made) == anew(html, made)
    ]
