"""The reader of PDFs: bytes in, `Facts` out."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from types import MappingProxyType

import pikepdf

from brochures.pdf import artifacts, catalog, metadata, work_limits
from brochures.pdf.active import active
from brochures.pdf.document import Facts
from brochures.pdf.limits import MAX_BYTES, MAX_STREAM, UnreadablePDF
from brochures.pdf.model import Content, Page
from brochures.pdf.page_content import MarkedContent, Sheet, paint
from brochures.pdf.qpdf_values import Dict, Values
from brochures.pdf.structure import Structure

ALONE = threading.Lock()
"""PDFium serves one thread at a time, and qpdf's limits are those of the whole process."""


def read(pdf: bytes) -> Facts:
    """Return all that is known of a PDF, whoever made it.

    Raises `UnreadablePDF` with one plain sentence for bytes that are no PDF, for one that is
    damaged or locked, and for one that would take more than the limits allow.
    """
    if len(pdf) > MAX_BYTES:
        raise UnreadablePDF(f"It has more than {MAX_BYTES // 1_000_000} MB.")
    with ALONE, _qpdf_limits():
        try:
            # Not changed as it is opened, so that what is wrong with a page can be seen.
            with pikepdf.open(BytesIO(pdf), inherit_page_attributes=False) as opened:
                return _facts(pdf, opened)
        except pikepdf.PasswordError as error:
            raise UnreadablePDF("It is locked with a password.") from error
        except (pikepdf.PikepdfError, RecursionError) as error:
            raise UnreadablePDF("It is not a PDF, or it is damaged.") from error
        except MemoryError as error:
            raise UnreadablePDF("It is damaged, or takes more memory than there is.") from error


def trimmed(pdf: bytes) -> bytes:
    """Return a PDF whose pages show what is left when they are cut along their trim boxes.

    Raises `UnreadablePDF` for what is no PDF.
    """
    out = BytesIO()
    try:
        with pikepdf.open(BytesIO(pdf)) as opened:
            for page in opened.pages:
                page.cropbox = page.trimbox
            opened.save(out)
    except (pikepdf.PikepdfError, RecursionError) as error:
        raise UnreadablePDF("It is not a PDF, or it is damaged.") from error
    return out.getvalue()


@contextmanager
def _qpdf_limits() -> Iterator[None]:
    limits = pikepdf.settings.get_qpdf_limits()
    pikepdf.settings.set_qpdf_limits(flate_max_memory=MAX_STREAM, run_length_max_memory=MAX_STREAM)
    try:
        yield
    finally:
        pikepdf.settings.set_qpdf_limits(
            flate_max_memory=limits["flate_max_memory"],
            run_length_max_memory=limits["run_length_max_memory"],
        )


def _facts(pdf: bytes, opened: pikepdf.Pdf) -> Facts:
    values = Values(opened)
    root = values.dict(values.trailer.get("/Root"))
    raw_pages = catalog.page_tree(values)  # before qpdf lists them
    acting = tuple(active(values, raw_pages))
    references = catalog.page_references(opened)
    pages = {reference: index for index, reference in enumerate(references)}
    nodes = [values.dict(reference) for reference in references]
    scopes = list(opened.content_scopes())
    work_limits.check(scopes, values)

    sheets = list(
        paint(
            pdf,
            [catalog.unit(values, node) for node in nodes],
            lambda index: artifacts.artifacts(opened.pages[index]),
        )
    )
    targets = catalog.Targets(values, root, pages)
    annotations = [
        found
        for index, (node, sheet) in enumerate(zip(nodes, sheets, strict=True))
        for found in catalog.page_annotations(values, node, index, sheet.frame, targets)
    ]

    def content(page: int | None, mark: MarkedContent) -> Content:
        runs, graphics = ((), ()) if page is None else sheets[page].marked.get(mark, ((), ()))
        return Content(page, mark[0], tuple(runs), tuple(graphics))

    info = metadata.info(values)
    xmp = metadata.xmp(_packet(opened))
    return Facts(
        pages=tuple(_page(values, node, sheet) for node, sheet in zip(nodes, sheets, strict=True)),
        runs=tuple(run for sheet in sheets for run in sheet.runs),
        graphics=tuple(graphic for sheet in sheets for graphic in sheet.graphics),
        tags=Structure(values, pages, dict(annotations), content).roots(
            root.get("/StructTreeRoot")
        ),
        annotations=tuple(annotation for _, annotation in annotations),
        fonts=catalog.fonts(values, scopes),
        outline=tuple(catalog.outline(values, root, targets)),
        language=values.text(root.get("/Lang")),
        title=xmp.get("dc:title") or info.get("Title"),
        info=info,
        xmp=xmp,
        viewer_preferences=MappingProxyType(
            {
                key.removeprefix("/"): values.plain(value)
                for key, value in values.dict(root.get("/ViewerPreferences")).items()
            }
        ),
        marked=values.resolve(values.dict(root.get("/MarkInfo")).get("/Marked")) is True,
        pdf_version=max(opened.pdf_version, values.name(root.get("/Version")) or ""),
        page_mode=values.name(root.get("/PageMode")),
        output_intents=tuple(catalog.output_intents(values, root)),
        active=acting,
        size_bytes=len(pdf),
        encrypted=opened.is_encrypted,
    )


def _page(values: Values, node: Dict, sheet: Sheet) -> Page:
    return Page(
        width=round(sheet.width, 3),
        height=round(sheet.height, 3),
        media_box=catalog.media_box(values, node, sheet.frame),
        crop_box=catalog.box(values, node, "/CropBox", sheet.frame),
        trim_box=catalog.box(values, node, "/TrimBox", sheet.frame),
        bleed_box=catalog.box(values, node, "/BleedBox", sheet.frame),
        rotation=sheet.turn * 90,
        user_unit=catalog.unit(values, node),
        odd_boxes=tuple(catalog.odd_boxes(values, node)),
        tab_order=values.name(node.get("/Tabs")),
    )


def _packet(opened: pikepdf.Pdf) -> bytes:
    """Return the XMP packet, empty where there is none that can be unpacked."""
    stream = opened.Root.get("/Metadata")
    try:
        return stream.read_bytes() if isinstance(stream, pikepdf.Stream) else b""
    except pikepdf.PdfError:
        return b""
