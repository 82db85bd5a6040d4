"""Whether a clinic's own colours do: the pairs that must stay apart, and the nearest that would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from math import ceil, floor
from typing import NamedTuple

from brochures.data.contrast import contrast

RGB = tuple[int, int, int]

PAIRS = {
    **{(text, ground): 7.0 for text in ("ink", "deep") for ground in ("white", "tint", "cool")},
    **{("urgent", ground): 7.0 for ground in ("white", "tint")},
    ("warm", "deep"): 4.0,
    ("glow", "deep"): 2.3,
}
"""The least contrast of two roles: of text with its ground (WCAG 2.2, 1.4.6), which holds for white
text on deep as well, and of light shapes with dark ones, so that they stay apart in grey (ours)."""

GROUNDS = ("tint", "cool")
SHAPES = ("warm", "glow")
ORDER = (*GROUNDS, "ink", "deep", "urgent", *SHAPES)
"""Each is judged with those before it."""

MOST_GREY = 0.15
"""Of a ground, as printed in black alone: text stays readable on it, also after a fax."""

FINEST = 510
"""Steps of lightness in HLS that eight bits a channel can tell apart."""


class Flaw(NamedTuple):
    """A colour that does not do."""

    role: str
    what: str
    """What is wrong with it, in a sentence."""
    nearest: str
    """The nearest colour that does: of the same hue, and nearly as light."""


def flaws(own: Mapping[str, str], theme: Mapping[str, str]) -> Iterator[Flaw]:
    """Yield which of a clinic's own colours do not do with one another and with the theme's.

    Each goes with those before it, the nearest ones that do in place of those that do not: so one
    mistake is one flaw, and a content that takes every suggestion has none left.
    """
    settled = {role: color for role, color in theme.items() if role not in own}
    for role in ORDER:
        if color := own.get(role):
            settled[role] = color
            if what := _wrong(role, settled):
                settled[role] = _nearest(role, settled)
                yield Flaw(role, what, settled[role])


def _wrong(role: str, colors: Mapping[str, str]) -> str | None:
    """Say what is wrong with the colour of a role: of several pairs with the worst, text first."""
    color = colors[role]
    if role in GROUNDS and (grey := _grey(_rgb(color))) > MOST_GREY:
        return (
            f"{color} is too dark to stand behind text: it is {ceil(100 * grey)} % grey, and "
            f"{100 * MOST_GREY:.0f} % is the most."
        )
    found = []
    for (front, back), least in PAIRS.items():
        if role in (front, back) and front in colors and back in colors:
            above, below = _rgb(colors[front]), _rgb(colors[back])
            ratio = contrast(above, below)
            darker = front in SHAPES and _grey(above) > _grey(below)
            if ratio < least or darker:
                found.append((front in SHAPES, ratio / least, ratio, front, back))
    if not found:
        return None
    _, _, ratio, front, back = min(found)
    one, other = (name if name == "white" else f"{name} ({colors[name]})" for name in (front, back))
    figures = f"{floor(10 * ratio) / 10} to 1, and {PAIRS[front, back]:g} to 1 is needed."
    if front in SHAPES:
        return f"{one} is not light enough beside {other}: its contrast is {figures}"
    return f"Text in {one} is hard to read on {other}: its contrast is {figures}"


def _nearest(role: str, colors: Mapping[str, str]) -> str:
    """Return the colour for a role that does, of the same hue, its lightness changed least.

    Black or white always does.
    """
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in _rgb(colors[role])))
    lights = (
        min(max(lightness + way * step / FINEST, 0), 1)
        for step in range(FINEST + 1)
        for way in (-1, 1)
    )
    tried = (_hex(*hls_to_rgb(hue, light, saturation)) for light in lights)
    return next(color for color in tried if not _wrong(role, {**colors, role: color}))


def _grey(color: RGB) -> float:
    """Return how dark a colour is in grey, 0 to 1 (luma, ITU-R BT.601)."""
    red, green, blue = color
    return 1 - (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def _rgb(color: str) -> RGB:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:], 16)


def _hex(*parts: float) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)
