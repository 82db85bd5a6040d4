"""Drawings from outside hold shapes alone: nothing that acts, asks for anything or never ends."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brochures.formats import FORMATS
from brochures.render import pdf, svg
from brochures.render.images import PictureError, embedded, read_picture
from brochures.render.result import TypesettingError
from tests.photographs import DRAWING, SQUARE, SVG
from tests.thorough import examples

XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
PIXEL = "data:image/png;base64,iVBORw0KGgo="
OUTSIDE = "asks for something outside"
SCREEN = "works on a screen only"
INTRICATE = "too intricate"


def read(inner: str) -> ET.Element:
    """Return a drawing as it is kept."""
    return ET.fromstring(svg.read_drawing(SVG.format(inner).encode()).data)  # noqa: S314 - it was read


def named(name: str, inner: str, **attributes: str) -> str:
    """Return an element."""
    told = "".join(f' {key.rstrip("_")}="{value}"' for key, value in attributes.items())
    return f"<{name}{told}>{inner}</{name}>"


def nested(kind: str, use: str, levels: int = 12) -> str:
    """Return definitions of which each uses the one before it ten times."""
    first = named(kind, SQUARE, id="a0")
    return first + "".join(
        named(kind, use.format(f"#a{level - 1}") * 10, id=f"a{level}") for level in range(1, levels)
    )


@pytest.mark.parametrize(
    ("inner", "why"),
    [
        ("<script>alert(1)</script>", SCREEN),
        ('<g onload="alert(1)"/>', SCREEN),
        ('<rect ONCLICK="alert(1)"/>', SCREEN),
        ("<foreignObject><p>Text</p></foreignObject>", SCREEN),
        (f'<a href="https://example.com">{SQUARE}</a>', SCREEN),
        ('<rect><animate attributeName="x" to="9"/></rect>', SCREEN),
        ('<rect><set attributeName="href" to="https://example.com"/></rect>', SCREEN),
        ("<text>Words</text>", "holds text"),
        (f'<image href="{PIXEL}"/>', "holds a photograph"),
        ("<filter><feGaussianBlur/></filter>", "effect"),
        ("<rect><b/></rect>", "effect"),
        ('<use href="https://example.com/a.svg#b"/>', OUTSIDE),
        ('<use href="a.svg#b"/>', OUTSIDE),
        (f'<use {XLINK} xlink:href="file:///etc/passwd"/>', OUTSIDE),
        ('<use href="javascript:alert(1)"/>', OUTSIDE),
        ('<use href=""/>', OUTSIDE),
        (f'<linearGradient href="{PIXEL}"/>', OUTSIDE),
        ('<rect fill="url(https://example.com/a.svg#b)"/>', OUTSIDE),
        ("<rect fill=\"URL( 'a.svg#b' )\"/>", OUTSIDE),
        ('<rect style="fill: url(//example.com#b)"/>', OUTSIDE),
        ('<rect style="fill: u\\72l(//example.com#b)"/>', OUTSIDE),
        ("<style>@import 'https://example.com/a.css';</style>", OUTSIDE),
        ("<style>@\\69mport 'https://example.com/a.css';</style>", OUTSIDE),
        ("<style>@font-face { src: url(https://example.com/a.ttf) }</style>", OUTSIDE),
        ("<style>g { fill: url(https://example.com) }</style>", OUTSIDE),
        ("<style>g { fill: u/**/rl(https://example.com) }</style>", OUTSIDE),
        ("<style><![CDATA[ g { fill: url(a.svg#b) } ]]></style>", OUTSIDE),
        ("<style>g:hover { fill: red }</style>", INTRICATE),
        ("<style>g g { fill: red }</style>", INTRICATE),
        ("<style>g { fill: red", INTRICATE),
    ],
)  # fmt: skip
def test_what_is_refused(inner: str, why: str) -> None:
    """What acts, moves, asks or depends on the machine is refused, wherever it stands."""
    closed = inner if inner.endswith(">") else f"{inner}</style>"
    for each in (closed, f"<defs><g>{closed}</g></defs>"):
        with pytest.raises(PictureError, match=why) as caught:
            read(each)
        assert caught.value.fix.endswith(".")


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (f'<!DOCTYPE svg [<!ENTITY a "aaa">]>{DRAWING}', "entities"),
        (f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>{DRAWING}', "entities"),
        (f'<!DOCTYPE svg [<!ENTITY % a SYSTEM "http://example.com/a"> %a;]>{DRAWING}', "entities"),
        (SVG.format("&a;"), "damaged"),
        (DRAWING.replace('"http://www.w3.org/2000/svg"', '"http://example.com/"'), "no drawing"),
        ("<svg/>", "no drawing"),
        (DRAWING[:-3], "damaged"),
        (DRAWING.replace('viewBox="0 0 40 30"', ""), "how large"),
        (DRAWING.replace("40 30", "0 30"), "how large"),
        (DRAWING.replace("40 30", "inf nan"), "how large"),
        (DRAWING.replace('viewBox="0 0 40 30"', 'width="100%" height="3em"'), "how large"),
        (SVG.format("<!---->" + " " * svg.MAX_BYTES), "larger than 1 MB"),
        (DRAWING.replace("<svg", '<?xml version="1.0" encoding="nonsense"?><svg'), "damaged"),
    ],
)
def test_documents_that_are_refused(document: str, why: str) -> None:
    """No drawing declares entities, is none, is damaged, or says no size."""
    with pytest.raises(PictureError, match=why):
        svg.read_drawing(document.encode())


@pytest.mark.parametrize(
    "inner",
    [
        named("g", SQUARE, id="a") + '<use href="#a"/>' * svg.MAX_SHAPES,
        nested("g", '<use href="{}"/>'),
        nested("symbol", '<use href="{}"/>'),
        nested("pattern", '<rect fill="url({})"/>'),
        nested("pattern", '<rect style="fill: url({})"/>'),
        nested("pattern", '<g fill="url({})"><rect/><rect/></g>'),
        nested("mask", '<rect mask="url({})"/>'),
        nested("clipPath", '<rect clip-path="url({})"/>'),
        "<style>{}</style>{}".format(
            "".join(f".a{level} {{ fill: url(#a{level - 1}) }}" for level in range(1, 12)),
            "".join(
                named("pattern", f'<rect class="a{level}"/>' * 10, id=f"a{level}")
                for level in range(12)
            ),
        ),
        named("marker", SQUARE * 100, id="a")
        + f'<path marker-mid="url(#a)" d="M0 0{"h1" * 1_000}"/>',
        '<g id="a"><use href="#a"/></g>',
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        "<g>" * 40 + "</g>" * 40,
        "".join(f'<g id="a{at}"><use href="#a{at + 1}"/></g>' for at in range(1_000)),
        f'<path d="{"M0 0" * 20_000}"/>',
        f"<style>{'.a { fill: red }' * 3_000}</style>{SQUARE * 4_000}",
    ],
)
def test_drawings_that_never_end(inner: str) -> None:
    """A drawing that would take for ever to draw is refused at once."""
    start = time.process_time()
    with pytest.raises(PictureError, match=INTRICATE):
        read(inner)
    assert time.process_time() - start < 2


def test_what_is_kept() -> None:
    """Shapes, groups, gradients, clips and simple sheets are kept, and nothing else is written."""
    root = read(
        f"""
        <!-- Made by a program --><title>Logo</title><desc>Words</desc><metadata><x/></metadata>
        <x:view xmlns:x="https://example.com/program" x:href="https://example.com"><x:y/></x:view>
        <style>/* a */ .a, #b {{ fill: url(#c); stroke: none }} rect.d {{ opacity: .5 }}</style>
        <defs><linearGradient id="c"><stop offset="0" stop-color="red"/></linearGradient></defs>
        <clipPath id="e">{SQUARE}</clipPath>
        <g {XLINK} xmlns:x="x" x:label="Layer" xml:base="https://example.com/" class="a">
        <use xlink:href="#b"/><path id="b" style="clip-path: url('#e')" d="M0 0h1"/></g>
        """
    )
    assert [element.tag.removeprefix(f"{{{svg.SVG}}}") for element in root.iter()] == (
        "svg style defs linearGradient stop clipPath rect g use path".split()
    )
    (group,) = root.iter(f"{{{svg.SVG}}}g")
    assert group.attrib == {"class": "a"}
    assert group[0].attrib == {"{http://www.w3.org/1999/xlink}href": "#b"}
    assert b"example.com" not in ET.tostring(root)
    assert "Words" not in "".join(root.itertext())


@pytest.mark.parametrize("prolog", [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">',
])  # fmt: skip
def test_prologs(prolog: str) -> None:
    """What other programs write before a drawing is left out; nothing it names is read."""
    kept = svg.read_drawing((prolog + DRAWING).encode()).data
    assert kept == svg.read_drawing(DRAWING.encode()).data
    assert b"w3.org/svg11" not in kept


@pytest.mark.parametrize(
    ("attributes", "size", "box"),
    [
        ('viewBox="0 0 40 30"', (40, 30), "0 0 40 30"),
        ('viewBox="-5,-5, 40 30" width="100%" height="9"', (40, 30), "-5,-5, 40 30"),
        ('width="96px" height="1in"', (96, 96), "0 0 96 96"),
        ('width="12" height="2.54cm" viewBox="none"', (12, 96), "0 0 12 96"),
    ],
)
def test_size(attributes: str, size: tuple[int, int], box: str) -> None:
    """A drawing is as wide and high as its viewBox, or else as it says; both are written."""
    drawing = svg.read_drawing(DRAWING.replace('viewBox="0 0 40 30"', attributes).encode())
    root = ET.fromstring(drawing.data)  # noqa: S314 - it was read
    assert (drawing.width, drawing.height) == pytest.approx(size)
    assert root.get("viewBox") == box
    assert [float(root.get(name, "")) for name in ("width", "height")] == pytest.approx(size)


def test_passed_through(tmp_path: Path) -> None:
    """A drawing is put into a page as it was kept, at any width."""
    (tmp_path / "a.svg").write_text(DRAWING)
    picture = read_picture(Path("a.svg"), tmp_path)
    for width in (0.5, 5):
        header, data = embedded(picture, width).split(",")
        assert header == "data:image/svg+xml;base64"
        assert base64.b64decode(data) == svg.read_drawing(DRAWING.encode()).data


@pytest.mark.parametrize(
    "inner", ['<rect width="1" height="1" opacity="half"/>', '<g transform="rotate(far)"/>']
)
def test_wrong_numbers(inner: str, tmp_path: Path) -> None:
    """A drawing that WeasyPrint cannot draw is refused when it is read, not when it is printed."""
    (tmp_path / "a.svg").write_text(SVG.format(inner))
    with pytest.raises(PictureError, match="cannot be drawn"):
        read_picture(Path("a.svg"), tmp_path)


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and what it has been asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "inner",
    [
        '<image width="9" height="9" href="{}/a.png"/>',
        '<image width="9" height="9" href="{}/styles/tokens.css"/>',
        '<use href="{}/a.svg#b"/>',
        '<rect width="9" height="9" fill="url({}/a.svg#b)"/>',
        "<style>@import '{}/a.css';</style>",
        "<style>@font-face {{ font-family: A; src: url({}/a.ttf) }}</style><text>A</text>",
    ],
)
def test_no_drawing_fetches_anything(
    inner: str, asked: tuple[str, list[str]], tmp_path: Path
) -> None:
    """A drawing that was not looked through fetches nothing either: no page, and no file."""
    server, paths = asked
    secret = tmp_path / "styles" / "tokens.css"
    secret.parent.mkdir()
    secret.write_text("secret")
    for place in (server, tmp_path.as_uri()):
        data = SVG.format(inner.format(place) + SQUARE).encode()
        with pytest.raises(PictureError):
            svg.read_drawing(data)
        html = f'<html lang="en"><title>T</title><img alt="A" src="{svg.address(data)}">'
        with suppress(TypesettingError):
            made = pdf.typeset(html, FORMATS["large-print"]).pdf
            assert b"secret" not in made
    assert paths == []


WORDS = (
    *("rotate(9)", "matrix(1 2)", "url(#a)", "#a", "50%", "1e999", "-1", "", "none", "M0 0a1 1"),
    *("inherit", "0 0 1", "nan", "red", "device-cmyk(0 0 0 1)", "1em", "auto", "userSpaceOnUse"),
)  # fmt: skip
NAMES = (
    "id class style transform opacity fill stroke stroke-width stroke-dasharray d points x y r rx "
    "cx width height viewBox href offset stop-color clip-path mask marker-mid patternUnits "
    "gradientTransform preserveAspectRatio refX orient display visibility fill-rule"
).split()


@st.composite
def elements(draw: st.DrawFn, depth: int = 0) -> str:
    """Return an element with attributes that may mean anything."""
    kind = draw(st.sampled_from(sorted(svg.KEPT - {"style", "svg"})))
    told = draw(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(WORDS), max_size=4))
    inner = draw(st.lists(elements(depth + 1), max_size=2)) if depth < 3 else []
    return named(kind, "".join(inner), **told)


@settings(derandomize=True, max_examples=examples(50))
@given(inner=elements())
def test_any_drawing_is_printed_or_refused(
    inner: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever its attributes say, a drawing is printed, or refused when it is read."""
    folder = tmp_path_factory.mktemp("drawing", numbered=True)
    (folder / "a.svg").write_text(SVG.format(inner))
    try:
        picture = read_picture(Path("a.svg"), folder)
    except PictureError:
        return
    src = embedded(picture, 2)
    html = f'<html lang="en"><title>T</title><img alt="A" style="width: 2in" src="{src}">'
    assert pdf.typeset(html, FORMATS["large-print"]).pages == 1
