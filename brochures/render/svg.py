"""SVG files from outside: only what can be printed, and nothing that acts, asks or never ends.

A drawing is read, looked through, and written anew, with shapes alone. What cannot be kept is
refused, not dropped: nobody should find out on paper that a part of a logo is missing.
"""

from __future__ import annotations

import base64
import re
from collections import defaultdict
from collections.abc import Iterator
from math import isfinite
from typing import NamedTuple
from xml.etree import ElementTree as ET
from xml.parsers import expat

from brochures.content.yaml_errors import shown
from brochures.render.result import PictureError

MAX_BYTES = 1_000_000
MAX_DEPTH = 30
"""Of groups within groups."""

MAX_VALUE = 50_000
"""Characters of one path: WeasyPrint's time grows with their square."""

MAX_SHAPES = 5_000
"""Shapes that are drawn, each as often as it is used. The costliest that fit take 15 seconds."""

MAX_MATCHES = 1_000_000
"""Shapes that are compared with a selector of a style sheet."""

SVG = "http://www.w3.org/2000/svg"
HREFS = ("href", "{http://www.w3.org/1999/xlink}href")

ONCE = frozenset({"href", "clip-path", "mask"})
"""Properties that shapes do not inherit from what is around them."""

KEPT = frozenset(
    "svg g defs symbol use path rect circle ellipse line polyline polygon linearGradient "
    "radialGradient stop clipPath mask pattern marker style".split()
)
LEFT_OUT = frozenset({"title", "desc", "metadata"})
"""The text of a picture is its alternative in the content."""

ACTIVE = frozenset("script handler listener foreignObject iframe a view".split())
MOVING = frozenset("animate animateColor animateMotion animateTransform mpath set discard".split())
TEXTS = frozenset("text tspan textPath tref font font-face glyph".split())

_URL = re.compile(r"url\(\s*[\"']?\s*(#?)([^)\"']*)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTOR = re.compile(r"\*|[.#]?[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*")
_LENGTH = re.compile(r"\s*(\d*\.?\d+)(px|pt|pc|mm|cm|in)?\s*")
_PX = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


class Drawing(NamedTuple):
    """A drawing that can be printed, and its size in its own units."""

    data: bytes
    width: float
    height: float


def read_drawing(data: bytes) -> Drawing:
    """Return a drawing with nothing in it but shapes. Raises PictureError."""
    if len(data) > MAX_BYTES:
        raise PictureError(
            f"The drawing is larger than {MAX_BYTES // 1_000_000} MB.",
            "Simplify its paths in the program that it was drawn with, or save it as a PNG.",
        )
    root = _parsed(data)
    width, height = _size(root)
    clean = _clean(root)
    clean.attrib |= {"width": f"{width:g}", "height": f"{height:g}"}
    clean.attrib.setdefault("viewBox", f"0 0 {width:g} {height:g}")
    if _Shapes(clean).drawn() > MAX_SHAPES:
        raise _intricate()
    return Drawing(ET.tostring(clean, encoding="utf-8"), width, height)


def address(data: bytes) -> str:
    """Return the address of a drawing that stands in the page itself."""
    return f"data:image/svg+xml;base64,{base64.b64encode(data).decode('ascii')}"


def _parsed(data: bytes) -> ET.Element:
    """Parse a drawing, once it is known that it declares nothing and is not nested too deep."""
    depth = 0

    def declared(_name: str, _system: str | None, _public: str | None, *internal: bool) -> None:
        if any(internal):
            raise PictureError(
                "The drawing declares entities, which could stand for anything.",
                "Save it as plain SVG; in Illustrator without its editing capabilities.",
            )

    def opened(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise _intricate()

    def closed(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    try:
        parser.Parse(data, True)  # noqa: FBT003 - that this is all of it
        root = ET.fromstring(data)  # noqa: S314 - it declares no entities
    except (expat.ExpatError, ET.ParseError, LookupError, ValueError) as error:
        if isinstance(error, PictureError):
            raise
        raise PictureError(
            f"The drawing is damaged: {error}.",
            "Open it in the program that it was drawn with, and save it again.",
        ) from None
    if root.tag != f"{{{SVG}}}svg":
        raise PictureError(
            f"This is no drawing, but begins with <{shown(root.tag)}>.",
            "Save the picture as SVG, PNG or JPEG.",
        )
    return root


def _intricate() -> PictureError:
    return PictureError(
        "The drawing is too intricate to be printed.",
        "Simplify it in the program that it was drawn with, or save it as a PNG.",
    )


def _size(root: ET.Element) -> tuple[float, float]:
    """Return a drawing's width and height: those of its viewBox, or else its own."""
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    try:
        numbers = [float(number) for number in box] if len(box) == 4 else []  # noqa: PLR2004
    except ValueError:
        numbers = []
    if not numbers:
        lengths = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
        numbers = [float(one[1]) * _PX[one[2] or ""] for one in lengths if one]
        root.attrib.pop("viewBox", None)
    width, height = numbers[-2:] if len(numbers) > 1 else (0.0, 0.0)
    if not all(map(isfinite, numbers)) or min(width, height) <= 0:
        raise PictureError(
            "The drawing does not say how large it is.",
            "Save it again with a viewBox, or with a width and a height.",
        )
    return width, height


def _clean(element: ET.Element) -> ET.Element:
    """Return an element with what can be kept of it."""
    name = element.tag.removeprefix(f"{{{SVG}}}")
    clean = ET.Element(element.tag, dict(_attributes(element)))
    if name == "style":
        clean.text = _sheet("".join(element.itertext()))
    for child in element if name != "style" else ():
        inner = child.tag.removeprefix(f"{{{SVG}}}")
        if inner not in LEFT_OUT and inner != child.tag:  # another program's elements say nothing
            if inner not in KEPT:
                raise _refused(inner)
            clean.append(_clean(child))
    return clean


def _refused(name: str) -> PictureError:
    """Return why an element cannot be kept."""
    if name in ACTIVE or name in MOVING:
        what = "It holds what works on a screen only"
        fix = "Save it as plain SVG, without scripts, links, animations or editing capabilities."
    elif name in TEXTS:
        what = "It holds text, which each machine would set in another typeface"
        fix = "Turn the text into outlines (paths), and save it again."
    elif name in ("image", "feImage"):
        what = "It holds a photograph"
        fix = "Save the whole picture as a PNG or JPEG, at 300 dots an inch."
    else:
        what = "It holds an effect that is not printed as it looks"
        fix = "Take shadows, blurs and filters out, or save it as a PNG."
    return PictureError(f"{what} (<{shown(name)}>).", fix)


def _attributes(element: ET.Element) -> Iterator[tuple[str, str]]:
    """Yield the attributes that can be kept."""
    for name, value in element.items():
        if name.lower().startswith("on"):
            raise _refused("script")
        if len(value) > MAX_VALUE:
            raise _intricate()
        if name in HREFS:
            if not value.strip().startswith("#"):
                raise _outside(value)
            yield name, value.strip()
        elif not name.startswith("{"):
            yield name, _inside(value)


def _sheet(sheet: str) -> str:
    """Return a style sheet that asks for nothing from outside: rules for classes, ids and names."""
    sheet = _COMMENT.sub("", sheet)
    if "@" in sheet:
        raise _outside(sheet[sheet.index("@") :])
    selectors = [one.strip() for rule in _RULE.findall(sheet) for one in rule[0].split(",")]
    if _RULE.sub("", sheet).strip() or not all(map(_SELECTOR.fullmatch, selectors)):
        raise _intricate()
    return _inside(sheet)


def _inside(value: str) -> str:
    """Return a value whose addresses lead to the drawing itself."""
    for here, rest in _URL.findall(value):
        if not here:
            raise _outside(rest)
    if "\\" in value:  # escapes could hide an address
        raise _outside(value)
    return value


def _outside(address: str) -> PictureError:
    return PictureError(
        f"The drawing asks for something outside itself: {shown(address)}",
        "Take it out, or save the whole picture as a PNG.",
    )


class _Use(NamedTuple):
    """What an element uses, by its id, and the property that says so."""

    name: str
    property: str


def _uses(declarations: str) -> Iterator[_Use]:
    """Yield what the declarations of a rule or of a style use."""
    for declaration in declarations.split(";"):
        name, _, value = declaration.partition(":")
        for _, used in _URL.findall(value):
            yield _Use(used.strip(), name.strip().lower())


class _Cost(NamedTuple):
    """How many shapes an element draws, and points of them."""

    shapes: int
    points: int


class _Shapes:
    """Counts the shapes that are drawn: one that is used, as often as that."""

    def __init__(self, root: ET.Element) -> None:
        self.root = root
        self.named: dict[str, ET.Element] = {}
        for element in root.iter():
            self.named.setdefault(element.get("id", ""), element)
        self.rules: dict[str, set[_Use]] = defaultdict(set)
        self.tried = 0
        """How many selectors each shape is compared with."""
        for sheet in root.iter(f"{{{SVG}}}style"):
            self._note_rules(sheet.text or "")
        self.costs: dict[ET.Element, _Cost] = {}
        self.open: set[ET.Element] = set()

    def drawn(self) -> int:
        """Return how many shapes are drawn, or a number above the limit."""
        count = self._cost(self.root).shapes
        return count if self.tried * count <= MAX_MATCHES else MAX_SHAPES + 1

    def _note_rules(self, sheet: str) -> None:
        """Note what rules use, by each name in their selectors."""
        for selectors, body in _RULE.findall(sheet):
            used = set(_uses(body))
            for selector in selectors.split(","):
                self.tried += 1
                for name in re.findall(r"\*|[.#]?[\w-]+", selector) if used else ():
                    self.rules[name] |= used

    def _cost(self, element: ET.Element) -> _Cost:
        if element in self.costs:
            return self.costs[element]
        if element in self.open or len(self.open) > 2 * MAX_DEPTH:
            raise _intricate()
        self.open.add(element)
        uses = [use for use in self._used(element) if use.name in self.named]
        inner = [self._cost(child) for child in element]
        inner += [self._cost(self.named[use.name]) for use in uses if use.property in ONCE]
        shapes = 1 + sum(cost.shapes for cost in inner)
        points = 1 + len(element.get("d", "") + element.get("points", "")) // 2
        points += sum(cost.points for cost in inner)
        for use in uses:
            if use.property not in ONCE:
                # What is within inherits it: a pattern for each shape, a marker for each point.
                times = points if use.property.startswith("marker") else shapes
                shapes += times * self._cost(self.named[use.name]).shapes
        self.open.remove(element)
        self.costs[element] = _Cost(min(shapes, MAX_SHAPES + 1), min(points, MAX_BYTES))
        return self.costs[element]

    def _used(self, element: ET.Element) -> set[_Use]:
        used = set(_uses(element.get("style", "")))
        for name, value in element.items():
            if name in HREFS:
                used.add(_Use(value.removeprefix("#"), "href"))
            elif name != "style":
                used |= {_Use(found.strip(), name) for _, found in _URL.findall(value)}
        names = [f".{name}" for name in element.get("class", "").split()]
        names += ["*", f"#{element.get('id')}", element.tag.removeprefix(f"{{{SVG}}}")]
        return used.union(*(self.rules[name] for name in names if name in self.rules))
