"""Places on a page.

All coordinates of `Facts` are in points (1/72 inch) from the top left corner of the page as a
viewer shows it (its crop box, turned by /Rotate, enlarged by /UserUnit); y grows downwards.
"""

from __future__ import annotations

from math import atan2, degrees, hypot
from typing import NamedTuple


class Box(NamedTuple):
    """An upright rectangle in points: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """The width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """The height in points."""
        return self.y1 - self.y0

    def union(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        return Box(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )

    def common(self, other: Box) -> Box:
        """Return what two boxes share; it has no area where they share nothing."""
        x0, y0 = max(self.x0, other.x0), max(self.y0, other.y0)
        return Box(x0, y0, max(x0, min(self.x1, other.x1)), max(y0, min(self.y1, other.y1)))

    def shrunk(self, margin: float) -> Box:
        """Return the box without a margin on every side; at least a line in its middle is left."""
        across, down = min(margin, self.width / 2), min(margin, self.height / 2)
        return Box(self.x0 + across, self.y0 + down, self.x1 - across, self.y1 - down)

    def moved(self, right: float, down: float) -> Box:
        """Return the box elsewhere."""
        return Box(self.x0 + right, self.y0 + down, self.x1 + right, self.y1 + down)

    def meets(self, other: Box) -> bool:
        """Say whether the two share more than an edge."""
        return (
            self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1
        )


class Matrix(NamedTuple):
    """An affine map as PDF writes it: x' = ax + cy + e, y' = bx + dy + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def then(self, other: Matrix) -> Matrix:
        """Return the map that does this one first and the other one after it."""
        return Matrix(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            self.e * other.a + self.f * other.c + other.e,
            self.e * other.b + self.f * other.d + other.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return the upright box around a rectangle, given by any two opposite corners."""
        a, b = self.point(x0, y0), self.point(x1, y1)
        c, d = self.point(x0, y1), self.point(x1, y0)
        xs, ys = (a[0], b[0], c[0], d[0]), (a[1], b[1], c[1], d[1])
        return Box(min(xs), min(ys), max(xs), max(ys))

    @property
    def width(self) -> float:
        """How wide something one unit wide becomes."""
        return hypot(self.a, self.b)

    @property
    def height(self) -> float:
        """How tall something one unit tall becomes: with it, type of 1 has its painted size."""
        return hypot(self.c, self.d)

    @property
    def angle(self) -> float:
        """How the x axis is turned: degrees anticlockwise as a reader sees it, to a tenth."""
        return round(degrees(atan2(-self.b, self.a)), 1) % 360

    @property
    def slant(self) -> float:
        """How far upright strokes lean, as a share of their height: 0 where they stand straight."""
        area = abs(self.a * self.d - self.b * self.c)
        return abs(self.a * self.c + self.b * self.d) / area if area else 0.0


IDENTITY = Matrix(1, 0, 0, 1, 0, 0)


def frame(left: float, bottom: float, right: float, top: float, turn: int, unit: float) -> Matrix:
    """Return the map from a page's own coordinates to those of `Facts`.

    Takes the page's crop box in its own coordinates, /Rotate as quarter turns clockwise, and
    /UserUnit.
    """
    turned = (
        Matrix(1, 0, 0, -1, -left, top),
        Matrix(0, 1, 1, 0, -bottom, -left),
        Matrix(-1, 0, 0, 1, right, -bottom),
        Matrix(0, -1, -1, 0, top, right),
    )[turn % 4]
    return turned.then(Matrix(unit, 0, 0, unit, 0, 0))
