"""Editing of a finished PDF: structure elements are found, taken out, and painted otherwise.

A place is found by the tags, never by the clinic's words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Pdf,
)

Instruction = ContentStreamInstruction | ContentStreamInlineImage
Operands = list[Object]
Paint = Callable[[Operands], Iterable[Instruction]]
"""What is painted instead of an operator with these operands."""


def document(pdf: Pdf) -> Object:
    """Return the structure element that holds all others."""
    return pdf.Root.StructTreeRoot.K[0]


def inside(element: Object) -> Iterator[Object]:
    """Yield a structure element and all below it, in reading order."""
    yield element
    for kid in element.get("/K", Array()):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from inside(kid)


def find(element: Object, kind: str) -> list[Object]:
    """Return the structure elements of a type in reading order."""
    return [each for each in inside(element) if str(each.S) == kind]


def paragraphs(pdf: Pdf) -> list[Object]:
    """Return all paragraphs in reading order."""
    return find(document(pdf), "/P")


def headings(pdf: Pdf, level: int = 2) -> list[Object]:
    """Return the headings of a level in reading order."""
    return find(document(pdf), f"/H{level}")


def longest(pdf: Pdf) -> Object:
    """Return the text that takes the most lines, each of them one content."""
    texts = [*paragraphs(pdf), *find(document(pdf), "/LBody")]
    plain = [text for text in texts if all(isinstance(kid, int) for kid in text.K)]
    return max(plain, key=lambda each: len(each.K))


def contact(pdf: Pdf) -> Object:
    """Return the structure element that ends every handout: name, address, phones, e-mail."""
    kinds = ["/P", "/P", "/Div"]
    blocks = find(document(pdf), "/Div")
    return next(each for each in reversed(blocks) if [str(kid.S) for kid in each.K] == kinds)


def mail(pdf: Pdf) -> Object:
    """Return the paragraph of the e-mail address, which ends the contact."""
    return links(pdf, "mailto:")[-1].P


def line(element: Object, number: int) -> Object:
    """Return a structure element that stands for one line of a text, and is in no tree."""
    page, mcid = list(contents(element))[number]
    return Dictionary(S=Name.Span, Pg=page, K=Array([mcid]))


def annotation(link: Object) -> Object:
    """Return the annotation of a link's structure element."""
    return next(kid.Obj for kid in link.K if isinstance(kid, Dictionary) and "/Obj" in kid)


def links(pdf: Pdf, uri: str) -> list[Object]:
    """Return the structure elements of links that lead to such an address."""
    return [
        link
        for link in find(document(pdf), "/Link")
        if uri in str(annotation(link).get("/A", Dictionary()).get("/URI", ""))
    ]


def fonts(pdf: Pdf) -> list[Object]:
    """Return the fonts of the first page."""
    return list(pdf.pages[0].Resources.Font.values())


def detach(element: Object) -> None:
    """Take a structure element out of the tree."""
    siblings = element.P.K
    places = [kid.objgen if isinstance(kid, Dictionary) else None for kid in siblings]
    del siblings[places.index(element.objgen)]


def insert(pdf: Pdf, kind: str, *numbers: int) -> None:
    """Put a structure element, with marked contents of the first page, before all others."""
    new = Dictionary(S=Name(kind), P=document(pdf), Pg=pdf.pages[0].obj, K=Array(numbers))
    document(pdf).K.insert(0, pdf.make_indirect(new))


def swap(array: Object, one: int, other: int) -> None:
    """Swap two things in an array."""
    array[one], array[other] = array[other], array[one]


def do(operator: str, *operands: Object | float | Decimal) -> Instruction:
    """Return an instruction of a content stream."""
    return ContentStreamInstruction(list(operands), Operator(operator))


def rewrite(page: Object, is_chosen: Callable[[Operands], bool], **paints: Paint) -> None:
    """Replace operators in those marked contents of a page whose mark is chosen."""
    code: list[Instruction] = []
    here = False
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator in {"BMC", "BDC"}:
            here = is_chosen(operands)
        code += paints[operator](operands) if here and operator in paints else [instruction]
        here = here and operator != "EMC"
    page.Contents.write(pikepdf.unparse_content_stream(code))


def contents(element: Object) -> Iterator[tuple[Object, int]]:
    """Yield the page and the number of each marked content of a structure element."""
    for each in inside(element):
        for kid in each.get("/K", Array()):
            if isinstance(kid, int):
                yield each.Pg, kid
            elif "/MCID" in kid:
                yield kid.Pg, int(kid.MCID)


def repaint(element: Object, **paints: Paint) -> None:
    """Replace operators that paint what a structure element holds on its first page."""
    page = next(contents(element))[0]
    numbers = {number for other, number in contents(element) if other.objgen == page.objgen}
    rewrite(page, lambda mark: len(mark) > 1 and mark[1].get("/MCID") in numbers, **paints)


def first(element: Object, operator: str) -> Operands:
    """Return the operands of the first such operator that paints a structure element."""
    found: list[Operands] = []

    def note(operands: Operands) -> list[Instruction]:
        found.append(operands)
        return [do(operator, *operands)]

    repaint(element, **{operator: note})
    return found[0]


def erase(element: Object) -> None:
    """Paint nothing where the text of a structure element was."""
    repaint(element, TJ=lambda _: ())


def cut(element: Object) -> None:
    """Take a text away from the paper and out of the tags."""
    erase(element)
    detach(element)


def set_with(element: Object, *state: Instruction) -> None:
    """Set the text of a structure element, and none after it, in another graphics state."""
    repaint(
        element,
        BT=lambda _: [do("q"), *state, do("BT")],
        ET=lambda _: [do("ET"), do("Q")],
    )


def move(element: Object, right: float = 0, down: float = 0) -> None:
    """Move the text of a structure element, by CSS pixels."""
    repaint(
        element,
        Tm=lambda at: [do("Tm", *at[:4], float(at[4]) + right, float(at[5]) + down)],
    )


def shade(element: Object, gray: float, width: float, height: float) -> None:
    """Draw a rectangle behind the start of each line, up from its baseline, in CSS pixels."""

    def shaded(at: Operands) -> list[Instruction]:
        shape = do("re", at[4], at[5], width, -height)
        return [do("q"), do("g", gray), shape, do("f"), do("Q"), do("BT"), do("Tm", *at)]

    repaint(element, BT=lambda _: (), Tm=shaded)
