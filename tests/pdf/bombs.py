"""Small PDFs that take a reader long, or much memory, or that it may break down on."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

PAGE = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources 5 0 R>>"
CATALOG = b"<</Type /Catalog /Pages 2 0 R>>"
TREE = b"<</Type /Pages /Kids [3 0 R] /Count 1>>"
RESOURCES = (
    b"<</Font <</F 6 0 R>> /XObject <</X 7 0 R>> /Pattern <</P 8 0 R>> /ExtGState <</G 9 0 R>>>>"
)
FONT = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"
MANY = 200_000


def stream(data: bytes, entries: bytes = b"", *, packed: bool = True) -> bytes:
    """Return a stream object."""
    if packed:
        data, entries = zlib.compress(data, 9), entries + b" /Filter /FlateDecode"
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def form(data: bytes, entries: bytes = b"") -> bytes:
    """Return a form XObject."""
    return stream(data, b"/Type /XObject /Subtype /Form /BBox [0 0 300 300] " + entries)


def tiling(data: bytes, size: str, step: str, entries: bytes = b"") -> bytes:
    """Return a tiling pattern."""
    given = f"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 {size} {size}]"
    steps = f" /XStep {step} /YStep {step} "
    return stream(data, (given + steps).encode() + b"/Resources 5 0 R " + entries)


def raw(objects: Mapping[int, bytes], trailer: bytes = b"", size: int | None = None) -> bytes:
    """Return a PDF of these objects, with a table of them."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    last = max(objects) + 1 if size is None else size
    out += b"trailer <</Root 1 0 R /Size %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (last, trailer, start)
    return bytes(out)


def paged(
    content: bytes = b"", more: Mapping[int, bytes] | None = None, trailer: bytes = b""
) -> bytes:
    """Return a PDF of one page with a text and a content; `more` replaces its other objects.

    Without a text, nobody would paint the page to see what stands behind it.
    """
    content += b" BT /F 9 Tf 1 0 0 1 9 9 Tm (Words) Tj ET"
    objects = {1: CATALOG, 2: TREE, 3: PAGE, 4: stream(content), 5: RESOURCES, 6: FONT}
    return raw({**objects, **(more or {})}, trailer)


def image(entries: bytes, data: bytes = b"x" * 100) -> bytes:
    """Return an image XObject of grey pixels."""
    return stream(data, b"/Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 8 " + entries)


def chained(count: int, node: Callable[[int], bytes], first: int = 20) -> dict[int, bytes]:
    """Return objects that lead from one to the next."""
    return {first + index: node(first + index + 1) for index in range(count)}


def tags(kids: bytes) -> bytes:
    """Return a catalog with a structure tree."""
    root = b"/StructTreeRoot <</Type /StructTreeRoot /K %s>> /MarkInfo <</Marked true>>>>"
    return CATALOG[:-2] + root % kids


def filters(count: int, data: bytes) -> bytes:
    """Return data compressed so many times over."""
    for _ in range(count):
        data = zlib.compress(data, 9)
    names = b" ".join([b"/FlateDecode"] * count)
    return stream(data, b"/Filter [%s]" % names, packed=False)


def xref_stream(index: bytes, size: int, prev: bytes = b"") -> bytes:
    """Return a PDF whose cross-reference stream says that there are so many objects."""
    start = raw({1: CATALOG, 2: TREE, 3: PAGE, 4: stream(b"")})
    body = start[: start.rindex(b"xref\n0 1")]
    entry = b"/Type /XRef /W [1 4 2] /Root 1 0 R /Index %s /Size %d %s" % (index, size, prev)
    made = b"30 0 obj\n%s\nendobj\n" % stream(bytes(7_000_000), entry)
    return body + made + b"startxref\n%d\n%%%%EOF\n" % len(body)


SHADING = (
    b"<</Shading <</ShadingType 1 /ColorSpace /DeviceRGB /Domain [0 1 0 1]"
    b" /Matrix [300 0 0 300 0 0] /Function 40 0 R>> /PatternType 2>>"
)
TYPE3 = (
    b"<</Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 97"
    b" /LastChar 97 /Widths [9] /Encoding <</Differences [97 /a]>> /CharProcs <</a 41 0 R>>"
    b" /Resources 5 0 R>>"
)
CMAP = (
    b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF>"
    b" endcodespacerange 100 beginbfrange"
    + b" <00000000> <FFFFFFFE> <0041>" * 100
    + b" endbfrange endcmap end"
)

BOMBS: dict[str, Callable[[], bytes]] = {
    # marked content and operators
    "marked content, nested": lambda: paged(b"/P BMC " * 100_000 + b"f " + b"EMC " * 100_000),
    "marked content, painted": lambda: paged(b"/P BMC 0 0 1 1 re f " * 30_000),
    "marked content in a form": lambda: paged(
        b"/X Do", {7: form(b"/P <</MCID 1>> BDC 0 0 1 1 re f " * 30_000)}
    ),
    "saved states": lambda: paged(b"q " * 1_000_000 + b"Q " * 1_000_000),
    "texts": lambda: paged(b"BT /F 9 Tf 9 9 Td " + b"(ab) Tj " * MANY + b"ET"),
    "texts over one another": lambda: paged(b"BT /F 9 Tf " + b"1 0 0 1 9 9 Tm (ab) Tj " * 50_000),
    "texts all over": lambda: paged(
        b"BT /F 5 Tf "
        + b"".join(b"1 0 0 1 %d %d Tm (ab) Tj " % (n % 290, n * 7 % 290) for n in range(40_000))
    ),
    "paths": lambda: paged(b"0 0 9 9 re f 1 g " * MANY),
    "one path": lambda: paged(b"0 0 m " + b"9 9 l 300 0 l 0 300 l " * MANY + b"f*"),
    "clips": lambda: paged(b"0 0 300 300 re 9 9 99 99 re W* n " * 50_000 + b"0 0 9 9 re f"),
    "dashes": lambda: paged(b"[.0001 .0001] 0 d 0 0 m " + b"300 300 l 0 300 l " * 500 + b"S"),
    "curves": lambda: paged(b"9999 w 0 0 m " + b"1e9 0 0 1e9 -1e9 9 c " * 50_000 + b"S"),
    "huge numbers": lambda: paged(b"9" * 1_000_000 + b" 0 0 1 0 0 cm 0 0 1e38 1e38 re f"),
    "huge type": lambda: paged(b"BT /F 1e9 Tf 0 0 Td (abc) Tj ET BT /F -1e-9 Tf (abc) Tj ET"),
    "one array of texts": lambda: paged(b"BT /F 9 Tf [" + b"(a) -1 " * 500_000 + b"] TJ ET"),
    "one long text": lambda: paged(b"BT /F 9 Tf (" + b"a" * 2_900_000 + b") Tj ET"),
    "arrays in arrays": lambda: paged(b"[" * 500_000 + b"]" * 500_000 + b" 0 d 0 0 9 9 re S"),
    "inline picture": lambda: paged(b"BI /W 90000 /H 90000 /CS /G /BPC 8 ID x EI " * 50),
    # drawings
    "forms that draw themselves": lambda: paged(
        b"/X Do", {7: form(b"/X Do 0 0 9 9 re f /X Do", b"/Resources 5 0 R")}
    ),
    "forms that double": lambda: paged(
        b"/X Do",
        {7: form(b"/X Do /X Do", b"/Resources <</XObject <</X 20 0 R>>>>")}
        | chained(40, lambda n: form(b"/X Do /X Do", b"/Resources <</XObject <</X %d 0 R>>>>" % n)),
    ),
    "forms in forms": lambda: paged(
        b"/X Do",
        {7: form(b"/X Do", b"/Resources <</XObject <</X 20 0 R>>>>")}
        | chained(5_000, lambda n: form(b"/X Do", b"/Resources <</XObject <</X %d 0 R>>>>" % n)),
    ),
    "tiny steps": lambda: paged(
        b"/Pattern cs /P scn 0 0 300 300 re f", {8: tiling(b"0 0 .01 .01 re f", ".01", ".001")}
    ),
    "tiny steps in text": lambda: paged(
        b"/Pattern cs /P scn BT /F 90 Tf (Words) Tj ET", {8: tiling(b"0 0 1 1 re f", "1", ".0005")}
    ),
    "tiles of tiles": lambda: paged(
        b"/Pattern cs /P scn 0 0 300 300 re f",
        {8: tiling(b"/Pattern cs /P scn 0 0 300 300 re f", "300", ".5")},
    ),
    "glyphs that draw themselves": lambda: paged(
        b"BT /F 9 Tf (aaaa) Tj ET", {6: TYPE3, 41: stream(b"9 0 d0 BT /F 9 Tf (aaaa) Tj ET")}
    ),
    "glyphs of many paths": lambda: paged(
        b"BT /F 9 Tf (" + b"a" * 5_000 + b") Tj ET",
        {6: TYPE3, 41: stream(b"9 0 d0 " + b"0 0 9 9 re f " * 5_000)},
    ),
    "masks in masks": lambda: paged(
        b"/G gs /X Do",
        {
            7: form(b"/G gs /X Do", b"/Group <</S /Transparency>> /Resources 5 0 R"),
            9: b"<</SMask <</S /Luminosity /G 7 0 R>>>>",
        },
    ),
    "transparent groups": lambda: paged(
        b"/X Do " * 3_000,
        {7: form(b"0 0 300 300 re f", b"/Group <</S /Transparency /I true /K true>>")},
    ),
    "shading": lambda: paged(
        b"/Pattern cs /P scn 0 0 300 300 re f " * 300,
        {
            8: SHADING,
            40: stream(
                b"{" + b"2 copy mul sin " * 20_000 + b"}",
                b"/FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1]",
            ),
        },
    ),
    # pictures
    "huge picture": lambda: paged(b"/X Do", {7: image(b"/Width 99999 /Height 99999")}),
    "picture of negative size": lambda: paged(
        b"/X Do", {7: image(b"/Width -9 /Height 2147483647")}
    ),
    "pictures, often": lambda: paged(
        b"/X Do " * 2_000, {7: image(b"/Width 900 /Height 900", bytes(810_000))}
    ),
    "JPEG 2000 of nothing": lambda: paged(
        b"/X Do",
        {
            7: stream(
                b"\0\0\0\x0cjP  \r\n",
                b"/Subtype /Image /Width 9999 /Height 9999 /Filter /JPXDecode",
                packed=False,
            )
        },
    ),
    "predictor": lambda: paged(
        b"/X Do",
        {
            7: image(
                b"/Width 9 /Height 9 /DecodeParms <</Predictor 15 /Columns 2147483647 /Colors 32>>"
            )
        },
    ),
    # pages and boxes
    "huge page": lambda: paged(b"0 0 9 9 re f", {3: PAGE.replace(b"300 300", b"1e12 1e12")}),
    "huge unit": lambda: paged(b"0 0 9 9 re f", {3: PAGE[:-2] + b"/UserUnit 1e30>>"}),
    "page without an end": lambda: paged(
        b"", {3: PAGE.replace(b"0 0 300 300", b"-1e38 nan inf 1e38")}
    ),
    "many pages": lambda: paged(b"", {2: b"<</Kids [%s] /Count 200000>>" % (b"3 0 R " * MANY)}),
    "pages that are counted wrong": lambda: paged(
        b"", {2: TREE.replace(b"Count 1", b"Count 2147483647")}
    ),
    "pages in a circle": lambda: paged(
        b"", {2: b"<</Type /Pages /Kids [3 0 R 2 0 R 2 0 R] /Count 9>>"}
    ),
    "deep pages": lambda: paged(
        b"",
        {2: b"<</Type /Pages /Kids [20 0 R] /Count 1>>", 20_020: PAGE}
        | chained(20_000, lambda n: b"<</Type /Pages /Kids [%d 0 R] /Count 1>>" % n),
    ),
    "pages full of notes": lambda: paged(
        b"", {3: PAGE[:-2] + b"/Annots [%s]>>" % (b"<</Subtype /Text /Rect [0 0 9 9]>> " * 100_000)}
    ),
    "pages full of links": lambda: paged(
        b"",
        {
            3: PAGE[:-2]
            + b"/Annots [%s]>>" % (b"<</Subtype /Link /Rect [0 0 9 9] /Dest (x)>> " * 50_000)
        },
    ),
    # tags
    "deep tags": lambda: paged(
        b"", {1: tags(b"20 0 R")} | chained(30_000, lambda n: b"<</S /P /K %d 0 R>>" % n)
    ),
    "deep tags, direct": lambda: paged(b"", {1: tags(b"<</S /P /K " * 400 + b"1" + b">>" * 400)}),
    "tags in a circle": lambda: paged(
        b"", {1: tags(b"20 0 R"), 20: b"<</S /P /K [20 0 R 20 0 R]>>"}
    ),
    "tags that double": lambda: paged(
        b"",
        {1: tags(b"20 0 R")} | chained(60, lambda n: b"<</S /Div /K [%d 0 R %d 0 R]>>" % (n, n)),
    ),
    "wide tags": lambda: paged(b"", {1: tags(b"[%s]" % (b"<</S /P /K 0>>" * 150_000))}),
    "roles in a circle": lambda: paged(b"", {1: tags(b"<</S /A /K 0>> /RoleMap <</A /B /B /A>>")}),
    # objects
    "many objects": lambda: paged(b"", {n: b"<</A %d 0 R>>" % (n + 1) for n in range(20, 300_000)}),
    "dictionaries in dictionaries": lambda: paged(b"", {20: b"<</A " * 100_000 + b">>" * 100_000}),
    "arrays of arrays": lambda: paged(
        b"", {1: CATALOG[:-2] + b"/X " + b"[" * 490 + b"]" * 490 + b">>"}
    ),
    "one long array": lambda: paged(b"", {1: CATALOG[:-2] + b"/X [%s]>>" % (b"0 " * 5_000_000)}),
    "one long name": lambda: paged(b"", {1: CATALOG[:-2] + b"/%s 1>>" % (b"#41" * 2_000_000)}),
    "references in a circle": lambda: paged(b"", {4: b"20 0 R", 20: b"21 0 R", 21: b"20 0 R"}),
    "length in a circle": lambda: paged(b"", {4: b"<</Length 4 0 R>>\nstream\nq Q\nendstream"}),
    "wrong types": lambda: paged(
        b"/X Do", {2: b"[2 0 R]", 3: b"(page)", 5: b"null", 7: b"<</Subtype 7 0 R>>"}
    ),
    "tables without an end": lambda: raw(
        {1: CATALOG, 2: TREE, 3: PAGE, 4: stream(b"")}, b"/Prev 9 /XRefStm 9", 2_147_483_647
    ),
    "huge table": lambda: xref_stream(b"[0 1000000]", 1_000_000),
    "huge index": lambda: xref_stream(b"[0 2147483647]", 2_147_483_647),
    "table in a circle": lambda: xref_stream(b"[0 9]", 9, b"/Prev 300"),
    "huge table of text": lambda: raw({1: CATALOG, 2: TREE, 3: PAGE, 4: stream(b"")}).replace(
        b"xref\n0 1\n", b"xref\n0 4294967295\n", 1
    ),
    # unpacking
    "content that unpacks": lambda: paged(b"q Q " * 50_000_000),
    "content that unpacks twice": lambda: paged(b"", {4: filters(2, b"q Q " * 25_000_000)}),
    "a thousand filters": lambda: paged(b"", {4: filters(900, b"q Q")}),
    "metadata that unpacks": lambda: paged(
        b"", {1: CATALOG[:-2] + b"/Metadata 20 0 R>>", 20: stream(b"<x>" * 40_000_000)}
    ),
    "deep metadata": lambda: paged(
        b"", {1: CATALOG[:-2] + b"/Metadata 20 0 R>>", 20: stream(b"<x>" * 300_000)}
    ),
    "font that unpacks": lambda: paged(
        b"BT /F 9 Tf (abc) Tj ET",
        {
            6: b"<</Type /Font /Subtype /TrueType /BaseFont /A /FontDescriptor 20 0 R>>",
            20: b"<</Type /FontDescriptor /FontName /A /Flags 4 /FontFile2 21 0 R>>",
            21: stream(bytes(300_000_000)),
        },
    ),
    "map that unpacks": lambda: paged(
        b"BT /F 9 Tf (abc) Tj ET",
        {6: FONT[:-2] + b"/ToUnicode 20 0 R>>", 20: stream(b"<0000> <FFFF> <0041>\n" * 9_000_000)},
    ),
    "map of all there is": lambda: paged(
        b"BT /F 9 Tf <00410042> Tj ET",
        {
            6: b"<</Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /ToUnicode 20 0 R"
            b" /DescendantFonts [<</Type /Font /Subtype /CIDFontType2 /BaseFont /A"
            b" /W [0 2147483647 500] /CIDSystemInfo <</Registry (A) /Ordering (B)>>>>]>>",
            20: stream(CMAP),
        },
    ),
    "object stream that unpacks": lambda: paged(
        b"", {20: stream(b" " * 300_000_000, b"/Type /ObjStm /N 2147483647 /First 2147483646")}
    ),
    # ways through the document
    "bookmarks in a circle": lambda: paged(
        b"",
        {
            1: CATALOG[:-2] + b"/Outlines 20 0 R>>",
            20: b"<</First 21 0 R>>",
            21: b"<</Title (x) /Next 21 0 R /First 20 0 R>>",
        },
    ),
    "deep bookmarks": lambda: paged(
        b"",
        {1: CATALOG[:-2] + b"/Outlines 20 0 R>>"}
        | chained(20_000, lambda n: b"<</Title (x) /First %d 0 R>>" % n),
    ),
    "names in a circle": lambda: paged(
        b"", {1: CATALOG[:-2] + b"/Names <</Dests 20 0 R>>>>", 20: b"<</Kids [20 0 R 20 0 R]>>"}
    ),
    "actions in a circle": lambda: paged(
        b"",
        {
            3: PAGE[:-2] + b"/Annots [<</Subtype /Link /Rect [0 0 9 9] /A 20 0 R>>]>>",
            20: b"<</S /GoTo /D [3 0 R /Fit] /Next [20 0 R 21 0 R]>>",
            21: b"<</S /GoTo /D [3 0 R /Fit] /Next 20 0 R>>",
        },
    ),
}
"""What each does is in its name."""
