"""What a PDF says of its making: the Info dictionary and the XMP packet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET

from brochures.pdf.limits import MAX_METADATA
from brochures.pdf.qpdf_values import Values

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
}


def info(values: Values) -> Mapping[str, str]:
    """Return the texts and names of the Info dictionary."""
    found = {}
    for key, value in values.dict(values.trailer.get("/Info")).items():
        text = values.text(value) or values.name(value)
        if text is not None:
            found[key.removeprefix("/")] = text
    return MappingProxyType(found)


def xmp(packet: bytes) -> Mapping[str, str]:
    """Return the simple properties and the lists of an XMP packet, by usual prefix.

    A packet that is no XML tells a reader nothing, and so nothing is returned; nor for one that
    is too long, or that defines entities as no XMP does.
    """
    packet = packet.strip(b"\0 \r\n\t")
    if len(packet) > MAX_METADATA or b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        return MappingProxyType({})
    try:
        tree = ET.fromstring(packet)  # noqa: S314 - entities are refused above
    except (ET.ParseError, LookupError, ValueError):
        return MappingProxyType({})
    return MappingProxyType(dict(_properties(tree)))


def _properties(tree: ET.Element) -> Iterator[tuple[str, str]]:
    for description in tree.iter(f"{_RDF}Description"):
        for name, value in description.items():
            if not name.startswith(_RDF):
                yield _prefixed(name), value
        for item in description:
            values = [entry.text or "" for entry in item.iter(f"{_RDF}li")]
            yield _prefixed(item.tag), "; ".join(values or [item.text or ""]).strip()


def _prefixed(name: str) -> str:
    namespace, _, local = name.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(namespace, namespace)}:{local}"
