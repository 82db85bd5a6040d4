"""The contrast of two colours, as WCAG 2.2 defines it."""

from __future__ import annotations

LINEAR = 0.04045
"""Up to here a part of a colour grows in a straight line (IEC 61966-2-1)."""


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Return the contrast ratio of two sRGB colours, 1 to 21."""
    lighter, darker = sorted((_luminance(*one), _luminance(*other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(*color: int) -> float:
    """Return the relative luminance of a colour."""
    parts = (part / 255 for part in color)
    red, green, blue = (
        part / 12.92 if part <= LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
