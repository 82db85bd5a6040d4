"""Ways to put active or embedded content into a PDF, and what looks like it and is none."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

Insertion = Callable[[Pdf], None]

REMOTE = String("other.pdf")


def action(kind: str, **entries: object) -> Dictionary:
    """Return an action."""
    made = Dictionary(S=Name(f"/{kind}"))
    for key, value in entries.items():
        made[f"/{key}"] = value
    return made


def script() -> Dictionary:
    """Return an action that runs a script."""
    return action("JavaScript", JS=String("app.alert(1)"))


def embedded(pdf: Pdf) -> Dictionary:
    """Return a file specification with its file."""
    stream = pdf.make_stream(b"MZ")
    return Dictionary(Type=Name.Filespec, F=String("x.exe"), EF=Dictionary(F=stream))


def page(pdf: Pdf) -> Any:  # noqa: ANN401 - its keys are attributes
    """Return the last page."""
    return pdf.pages[-1].obj


def annotation(kind: str, **entries: object) -> Insertion:
    """Put an annotation on the page."""

    def put(pdf: Pdf) -> None:
        made = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([9, 9, 30, 30]))
        for key, value in entries.items():
            made[f"/{key}"] = value
        if "/Annots" not in page(pdf):
            page(pdf).Annots = Array()
        page(pdf).Annots.append(pdf.make_indirect(made))

    return put


def link(acts: Dictionary | Callable[[Pdf], Dictionary]) -> Insertion:
    """Put a link on the page that does something."""

    def put(pdf: Pdf) -> None:
        annotation("Link", A=acts(pdf) if callable(acts) else acts)(pdf)

    return put


def address(uri: str | bytes) -> Insertion:
    """Put a link to an address on the page."""
    return link(action("URI", URI=String(uri)))


def in_catalog(key: str, value: object) -> Insertion:
    """Give the catalog an entry."""

    def put(pdf: Pdf) -> None:
        pdf.Root[f"/{key}"] = value

    return put


def in_names(key: str, value: Callable[[Pdf], object]) -> Insertion:
    """Give the name dictionary a tree with one leaf."""

    def put(pdf: Pdf) -> None:
        tree = pdf.make_indirect(Dictionary(Names=Array([String("x"), value(pdf)])))
        if "/Names" not in pdf.Root:
            pdf.Root.Names = Dictionary()
        pdf.Root.Names[f"/{key}"] = Dictionary(Kids=Array([tree]))

    return put


def on_page(key: str, value: Callable[[Pdf], object]) -> Insertion:
    """Give the page an entry."""

    def put(pdf: Pdf) -> None:
        page(pdf)[f"/{key}"] = value(pdf)

    return put


def drawing(**entries: object) -> Insertion:
    """Give the page's resources a form XObject."""

    def put(pdf: Pdf) -> None:
        made = pdf.make_stream(b"", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        for key, value in entries.items():
            made[f"/{key}"] = value
        if "/XObject" not in page(pdf).Resources:
            page(pdf).Resources.XObject = Dictionary()
        page(pdf).Resources.XObject.Hostile = made

    return put


def chain(length: int, *, loop: bool = False) -> Callable[[Pdf], Dictionary]:
    """Return harmless actions, each the next of one before it, and a script at the end."""

    def made(pdf: Pdf) -> Dictionary:
        last = pdf.make_indirect(script())
        first = last
        for _ in range(length):
            first = pdf.make_indirect(action("Named", N=Name.NextPage, Next=Array([first])))
        if loop:
            last.Next = first
        return first

    return made


def in_tag(pdf: Pdf) -> None:
    """Give a structure element a file."""
    root = Dictionary(Type=Name.StructTreeRoot)
    if "/StructTreeRoot" not in pdf.Root:
        pdf.Root.StructTreeRoot = pdf.make_indirect(root)
    tree = pdf.Root.StructTreeRoot
    tag = pdf.make_indirect(Dictionary(S=Name.P, P=tree, AF=Array([embedded(pdf)])))
    kids = tree.get("/K", Array())
    tree.K = Array([*(kids if isinstance(kids, Array) else [kids]), tag])


def bookmark(pdf: Pdf) -> None:
    """Make a bookmark that runs a script."""
    item = pdf.make_indirect(Dictionary(Title=String("x"), A=script()))
    pdf.Root.Outlines = Dictionary(First=item, Last=item, Count=1)


def field(pdf: Pdf) -> None:
    """Make a form whose field runs a script when something is typed."""
    keys = Dictionary(K=script())
    made = Dictionary(FT=Name.Tx, T=String("a"), AA=keys)
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(made)]))


def indirect_kind(pdf: Pdf) -> None:
    """Open with a script whose kind is an object of its own."""
    kind = pdf.make_indirect(Name.JavaScript)
    pdf.Root.OpenAction = Dictionary(S=kind, JS=pdf.make_stream(b"app.alert(1)"))


def deep(pdf: Pdf) -> None:
    """Hang a script below the private data of the page, far down."""
    made = Dictionary(A=script())
    for _ in range(300):
        made = pdf.make_indirect(Dictionary(X=Array([Array([made])])))
    page(pdf).PieceInfo = Dictionary(X=made)


ACTIVE: dict[str, Insertion] = {
    "open script": in_catalog("OpenAction", script()),
    "open address": in_catalog("OpenAction", action("URI", URI=String("https://example.com"))),
    "open print": in_catalog("OpenAction", action("Named", N=Name.Print)),
    "open kind of its own": indirect_kind,
    "catalog triggers": in_catalog("AA", Dictionary(WC=script())),
    "page triggers": on_page("AA", lambda _: Dictionary(O=action("URI", URI=String("http://a")))),
    "annotation triggers": annotation("Link", AA=Dictionary(E=action("GoTo"))),
    "field triggers": field,
    "named scripts": in_names("JavaScript", lambda _: script()),
    "named renditions": in_names("Renditions", lambda _: Dictionary(S=Name.MR)),
    "embedded files": in_names("EmbeddedFiles", embedded),
    "file of a page": on_page("AF", lambda pdf: Array([embedded(pdf)])),
    "file of a tag": in_tag,
    "linked file of a page": on_page("AF", lambda _: Dictionary(F=REMOTE)),
    "attachment": lambda pdf: annotation("FileAttachment", FS=embedded(pdf))(pdf),
    **{
        f"annotation {kind}": annotation(kind)
        for kind in ("RichMedia", "Movie", "Sound", "Screen", "3D", "Widget")
    },
    **{
        f"link {kind}": link(action(kind, F=REMOTE))
        for kind in (
            "Launch GoToR GoToE SubmitForm ImportData ResetForm Rendition Hide SetOCGState"
            " GoTo3DView RichMediaExecute Thread"
        ).split()
    },
    "link script": link(script()),
    "next": link(chain(1)),
    "next of next": link(chain(1_000)),
    "next in a circle": link(chain(3, loop=True)),
    "rendition script": link(action("Rendition", JS=String("x"))),
    "javascript address": address("javascript:alert(1)"),
    "javascript address of a number": address("javascript:1/alert(1)"),
    "veiled address": address("\t JavaScript\n :alert(1)"),
    "UTF-16 address": address("javascript:alert('\u00fc\u4e00')"),
    "file address": address("FILE:///etc/passwd"),
    "drive address": address("c:\\windows\\system32\\calc.exe"),
    "network address": address("\\\\server\\share"),
    "unknown address": address("ms-msdt:/id"),
    "base address": in_catalog("URI", Dictionary(Base=String("javascript:"))),
    "XFA": in_catalog("AcroForm", Dictionary(Fields=Array(), XFA=String("<xdp/>"))),
    "form": in_catalog("AcroForm", Dictionary(Fields=Array([Dictionary(FT=Name.Tx)]))),
    "portfolio": in_catalog("Collection", Dictionary(View=Name.D)),
    "requirements": in_catalog("Requirements", Array([Dictionary(S=Name.EnableJavaScripts)])),
    "external stream": drawing(F=REMOTE),
    "external stream, specified": drawing(F=Dictionary(F=REMOTE)),
    "reference": drawing(Ref=Dictionary(F=REMOTE, Page=0)),
    "PostScript": drawing(Subtype=Name.PS),
    "PostScript of another": drawing(Subtype2=Name.PS),
    "OPI": drawing(OPI=Dictionary({"/2.0": Dictionary(F=REMOTE)})),
    "file that nothing names": on_page(
        "X", lambda pdf: pdf.make_stream(b"MZ", Type=Name.EmbeddedFile)
    ),
    "bookmark": bookmark,
    "deep": deep,
}


def called_like_keys(pdf: Pdf) -> None:
    """Call fonts and drawings like keys of actions and files."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    form = pdf.make_stream(b"", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    for name in ("AA", "AF", "EF", "F", "JS", "URI", "S", "A", "Ref", "OPI"):
        page(pdf).Resources.Font[f"/{name}"] = font
        page(pdf).Resources.XObject = page(pdf).Resources.get("/XObject", Dictionary())
        page(pdf).Resources.XObject[f"/{name}"] = form


def tagged_as_media(pdf: Pdf) -> None:
    """Use tags that are called Movie and Sound."""
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    kinds = ("Movie", "Sound", "Thread", "Named")
    tree.K = Array([Dictionary(S=Name(f"/{kind}"), P=tree, T=String("x")) for kind in kinds])
    pdf.Root.StructTreeRoot = tree


INACTIVE: dict[str, Insertion] = {
    "https": address("https://example.com/?q=javascript:x"),
    "mail": address("mailto:a@example.com"),
    "telephone": address("TEL:+17184000867"),
    "no scheme": address("www.example.com/a:b"),
    "host and port": address("example.com:8080/x"),
    "link to a page": lambda pdf: link(action("GoTo", D=Array([page(pdf), Name.Fit])))(pdf),
    "open at a page": lambda pdf: in_catalog("OpenAction", Array([page(pdf), Name.Fit]))(pdf),
    "open by going": lambda pdf: in_catalog(
        "OpenAction", action("GoTo", D=Array([page(pdf), Name.Fit]))
    )(pdf),
    "next page": link(action("Named", N=Name.NextPage)),
    "note": annotation("Text", F=4, Contents=String("A note")),
    "names": called_like_keys,
    "tags": tagged_as_media,
    "empty form": in_catalog("AcroForm", Dictionary(Fields=Array())),
    "empty triggers": in_catalog("AA", Dictionary()),
}


def plain(pdf: bytes, *, compressed: bool) -> bytes:
    """Return a PDF with a table of objects, or with all that can be in object streams."""
    saved = BytesIO()
    generate = pikepdf.ObjectStreamMode.generate
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(
            saved,
            object_stream_mode=generate if compressed else pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,
        )
    return saved.getvalue()


def updated(pdf: bytes, number: int, body: bytes) -> bytes:
    """Return a PDF, one that has a table of objects, with an update at its end."""
    before = pdf.rindex(b"startxref")
    start = int(pdf[before:].split()[1])
    with pikepdf.open(BytesIO(pdf)) as opened:
        root, size = opened.Root.objgen[0], max(len(opened.objects), number) + 2
    at = len(pdf)
    update = b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, at)
    trailer = b"trailer <</Size %d /Root %d 0 R /Prev %d>>\n" % (size, root, start)
    return pdf + update + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (at + len(update))
