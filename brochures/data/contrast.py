"""The contrast of two colours, as WCAG 2.2 defines it."""

from __future__ import annotations

LINEAR = 0.04045
"""Up to here a part of a colour grows in a straight line (IEC 61966-2-1)."""


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Return the contrast ratio of two sRGB colours, 1 to 21."""
    of_both = (luminance(*(part / 255 for part in color)) for color in (one, other))
    lighter, darker = sorted(of_both, reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(red: float, green: float, blue: float) -> float:
    """Return the relative luminance of an sRGB colour, its parts from 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= LINEAR else ((part + 0.055) / 1.055) ** 2.4
        for part in (red, green, blue)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def grey(luminance: float) -> float:
    """Return the part of red, green and blue that a grey of a luminance has."""
    straight = 12.92 * luminance
    return straight if straight <= LINEAR else 1.055 * luminance ** (1 / 2.4) - 0.055
