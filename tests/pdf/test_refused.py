"""No bytes bring the reader down: there are facts, or one plain sentence why not."""

from __future__ import annotations

import random
from functools import cache
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from brochures.pdf import (
    Backdrop,
    Facts,
    UnreadablePDF,
    catalog,
    glyph_text,
    page_objects,
    read,
    structure,
    work_limits,
)
from brochures.pdf.limits import MAX_DEPTH
from tests.pdfs import by_hand, changed, tagged
from tests.thorough import examples

TEXT = b"BT /F 10 Tf 20 30 Td (text) Tj ET"


@cache
def sound() -> bytes:
    """Return a PDF with most of what is read, its objects and contents not compressed."""
    pdf = tagged(
        "<h1>One</h1><p>Call <a href='tel:1'>us</a> or <a href='#end'>read on</a>.</p>"
        "<ul><li>an item</li></ul><p id=end style='background: #E8F2F1; opacity: .9'>The end.</p>"
    )
    saved = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(
            saved,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )
    return saved.getvalue()


def tried(pdf: bytes) -> Facts | None:
    """Read a PDF and all that is derived from it; None, with a plain sentence, if refused."""
    try:
        facts = read(pdf)
    except UnreadablePDF as error:
        sentence = str(error)
        assert sentence.endswith(".")
        assert "\n" not in sentence
        return None
    f"{facts.text}{facts.tree()}".encode()
    [(line.text, line.box, line.baseline) for line in facts.lines()]
    [facts.holder(annotation) for annotation in facts.annotations]
    return facts


def refusal(pdf: bytes) -> str:
    """Return why a PDF is refused."""
    with pytest.raises(UnreadablePDF) as caught:
        read(pdf)
    return str(caught.value)


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7", b"<html>", b"%PDF-1.7\n%%EOF", bytes(1000)])
def test_what_is_no_pdf_is_refused(junk: bytes) -> None:
    """Bytes that are no PDF are refused, and a caller who expects ValueError catches it."""
    with pytest.raises(ValueError, match="not a PDF"):
        read(junk)


def test_a_locked_pdf_is_refused() -> None:
    """A PDF that asks for a password says so; one with an owner's password only is read."""

    def locked(user: str) -> bytes:
        saved = BytesIO()
        with pikepdf.open(BytesIO(by_hand(TEXT))) as opened:
            opened.save(saved, encryption=pikepdf.Encryption(user=user, owner="owner"))
        return saved.getvalue()

    assert "password" in refusal(locked("secret"))
    facts = read(locked(""))
    assert facts.encrypted
    assert [each.text for each in facts.runs] == ["text"]


def test_truncated_pdfs() -> None:
    """Wherever a PDF is cut off, it is read or refused."""
    pdf = sound()
    outcomes = [tried(pdf[:end]) for end in range(0, len(pdf), len(pdf) // 60)]
    assert None in outcomes
    assert tried(pdf) is not None


def test_no_pages() -> None:
    """A PDF without pages is refused."""
    saved = BytesIO()
    pikepdf.new().save(saved)
    assert "0 pages" in refusal(saved.getvalue())


def test_tags_in_a_circle() -> None:
    """A tag that holds one of those above it is refused."""

    def loop(opened: pikepdf.Pdf) -> None:
        document = opened.Root.StructTreeRoot.K[0]
        document.K[0].K.append(document)

    assert "circle" in refusal(changed(tagged("<p>round"), loop))


def test_tags_without_parents() -> None:
    """Tags are read without /P, without /ParentTree, and when one is listed twice."""

    def forget(opened: pikepdf.Pdf) -> None:
        root = opened.Root.StructTreeRoot
        del root["/ParentTree"], root.K[0].K[0]["/P"]
        root.K[0].K.append(root.K[0].K[0])

    assert read(changed(tagged("<p>kept"), forget)).text == "kept\nkept"


def test_tags_too_deep() -> None:
    """Tags in tags are read to the limit and refused beyond, long before Python gives up."""

    def nest(levels: int) -> bytes:
        def wrap(opened: pikepdf.Pdf) -> None:
            root = opened.Root.StructTreeRoot
            for _ in range(levels):
                root.K = Array([opened.make_indirect(Dictionary(S=Name.Div, K=root.K))])

        return changed(tagged("<p>deep"), wrap)

    facts = tried(nest(MAX_DEPTH - 3))
    assert facts is not None
    assert facts.text == "deep"
    assert "nested" in refusal(nest(400))


@pytest.mark.parametrize(
    ("module", "limit", "reason"),
    [
        (structure, "MAX_TAGS", "tags"),
        (page_objects, "MAX_OBJECTS", "texts and shapes"),
        (glyph_text, "MAX_CHARACTERS", "characters"),
        (catalog, "MAX_PAGES", "pages"),
        (catalog, "MAX_BOOKMARKS", "bookmarks"),
        (work_limits, "MAX_STREAM", "unpacks"),
        (work_limits, "MAX_UNPACKED", "unpacks"),
    ],
)
def test_too_much_of_anything(
    monkeypatch: pytest.MonkeyPatch, module: object, limit: str, reason: str
) -> None:
    """Each limit refuses a file that passes it, and names what there is too much of."""
    pdf = tagged("<h1>one</h1><p>two</p><h1 style='break-before: page'>three</h1>")
    assert tried(pdf) is not None
    monkeypatch.setattr(module, limit, 1)
    monkeypatch.setattr("brochures.pdf.page_content." + limit, 1, raising=False)
    assert reason in refusal(pdf)


def test_bookmarks_in_a_circle() -> None:
    """Bookmarks that come back to one before are refused."""

    def loop(opened: pikepdf.Pdf) -> None:
        first = opened.Root.Outlines.First
        first.Next = first

    assert "circle" in refusal(changed(tagged("<h1>one</h1>"), loop))


def test_link_targets_in_a_circle() -> None:
    """A tree of names that comes back to itself is refused."""

    def loop(opened: pikepdf.Pdf) -> None:
        node = opened.make_indirect(Dictionary())
        node.Kids = Array([node])
        opened.Root.Names.Dests = node

    assert "circle" in refusal(changed(tagged("<p><a href='#x'>x</a><b id=x>y</b>"), loop))


def test_content_that_unpacks_without_end() -> None:
    """Fifty megabytes in fifty kilobytes are refused, not unpacked."""
    pdf = changed(by_hand(b"q Q " * 12_500_000), lambda _: None)
    assert len(pdf) < 60_000
    assert "unpacks to more than 10,000,000 bytes" in refusal(pdf)


def test_drawings_that_use_one_another_without_end() -> None:
    """Ten drawings, each painted ten times by the next, are ten thousand million: refused."""

    def multiply(opened: pikepdf.Pdf) -> None:
        page = opened.pages[0].obj
        resources = page.Resources
        content = b"0 0 1 1 re f"
        for _ in range(10):
            drawing = opened.make_stream(
                content,
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, 200, 100]),
                Resources=resources,
            )
            resources = Dictionary(XObject=Dictionary(X=drawing))
            content = b"/X Do " * 10
        page.Resources, page.Contents = resources, opened.make_stream(content)

    assert "unpacks" in refusal(changed(by_hand(TEXT), multiply))


def test_a_picture_of_too_many_pixels() -> None:
    """A picture that says it is 40,000 pixels square is refused before it is unpacked."""

    def enlarge(opened: pikepdf.Pdf) -> None:
        picture = opened.make_stream(
            bytes(100),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=40_000,
            Height=40_000,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        )
        opened.pages[0].Resources.XObject = Dictionary(X=picture)

    assert "40000 x 40000" in refusal(changed(by_hand(b"/X Do"), enlarge))


@pytest.mark.parametrize("side", [14_400, 1_000_000, 10_000_000])
def test_a_huge_page_is_read(side: int) -> None:
    """However large a page, its text and what is behind it are read, in bounded memory."""
    content = b"0 0 1 rg 0 0 9e6 9e6 re f 1 g BT /F %d Tf 20 30 Td (Huge) Tj ET" % (side // 10)
    facts = read(by_hand(content.replace(b"9e6", b"%d" % side), MediaBox=Array([0, 0, side, side])))
    assert (facts.pages[0].width, facts.runs[0].text) == (side, "Huge")
    assert facts.runs[0].behind == (Backdrop((0, 0, 255), 1),)


@pytest.mark.parametrize(
    "box", [[0, 0, 0, 0], [0, 0], [-1e15, 0, 1e15, 9], [9, 9, 0, 0], [0, 0, 1e-9, 1]]
)
def test_odd_page_sizes(box: list[float]) -> None:
    """A page box that makes no sense is no reason to fail."""
    assert tried(by_hand(TEXT, MediaBox=Array(box))) is not None


@pytest.mark.parametrize(
    "packet",
    [
        b"<x:xmpmeta",
        b"\xff\xfe<",
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]><x>&a;</x>',
        b"<x>" * 2000,
        b"<x>" + b" " * 2_000_000 + b"</x>",
    ],
)
def test_metadata_that_is_no_xmp_tells_nothing(packet: bytes) -> None:
    """Metadata that cannot be read leaves the file readable, without its properties."""

    def replace(opened: pikepdf.Pdf) -> None:
        opened.Root.Metadata = opened.make_stream(packet)

    facts = read(changed(by_hand(TEXT), replace))
    assert (facts.xmp, len(facts.runs)) == ({}, 1)


def test_wild_objects() -> None:
    """Whatever stands in place of any object's entry, the file is read or refused."""
    chance = random.Random(1)  # noqa: S311 - the same files each time

    def shuffle(opened: pikepdf.Pdf) -> None:
        holders = [each for each in opened.objects if isinstance(each, Array | Dictionary)]
        wild = [0, -1, 10**9, 1.5, True, Name.X, "x", Array([1]), Dictionary(S=Name.P)]
        for _ in range(4):
            holder, value = chance.choice(holders), chance.choice([*wild, *holders])
            if isinstance(holder, Dictionary):
                holder[chance.choice(list(holder.keys()))] = value
            elif len(holder):
                holder[chance.randrange(len(holder))] = value

    for _ in range(80):
        try:
            pdf = changed(sound(), shuffle)
        except pikepdf.PikepdfError:
            continue  # too wild to be written
        tried(pdf)


@settings(max_examples=examples(80), derandomize=True)
@given(st.binary(max_size=400), st.booleans())
def test_any_bytes(junk: bytes, with_header: bool) -> None:  # noqa: FBT001
    """Any bytes, with a PDF's header or without, are read or refused."""
    tried(b"%PDF-1.7\n" + junk if with_header else junk)


@settings(max_examples=examples(500), derandomize=True)
@given(st.data())
def test_any_change_of_bytes(data: st.DataObject) -> None:
    """A good PDF with a few stretches of bytes overwritten is read or refused."""
    pdf = bytearray(sound())
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(pdf) - 1))
        pdf[start : start + 8] = data.draw(st.binary(max_size=8))
    tried(bytes(pdf))
