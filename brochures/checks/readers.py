"""What other readers see of a PDF, held against its objects: the second opinion on its tags.

A file can satisfy every validator, which goes by object number, and be untagged to a screen reader
in Chrome, which goes by the cross-reference. So what PDFium and poppler see is compared with what
is there: nothing may be missing, and nothing may differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest

from brochures.checks.finding import Finding
from brochures.checks.validators import Verdict
from brochures.pdf import Content, Facts, Tag, UnreadablePDF, pdfium_tree, poppler, xref

RULE = "other-readers"
FIX = "The file is not sound for that reader, whatever validators say: report it (developer)."
SOURCE = "ours; ISO 32000-1, 7.5.8.3 and 14.7"
FEW = 3
"""Differences of one kind that are told; all have one cause, as a rule."""

Seen = tuple[tuple[str, ...], str, tuple[str, str, str, str]]
"""Path of structure types, text, then language, alternative, replacement and expansion."""


def verdicts(
    pdf: bytes, facts: Facts, other: poppler.View | None, *, ours: bool
) -> Iterator[Verdict]:
    """Yield what PDFium, poppler and the cross-reference say of a PDF whose facts are known.

    `pdf` is the file as it is published, `other` what poppler sees of it. Of a file that is not
    `ours`, what poppler merely warns of is a warning: some right files make it do so.
    """
    yield Verdict(pdfium_tree.NAME, tuple(map(_finding, _pdfium(pdf, facts))))
    if other and not other.answered:
        silent = replace(_finding("poppler takes too long for it, or breaks down."), warning=True)
        yield Verdict(f"poppler {poppler.version()}", (silent,))
    elif other:
        warned = (
            replace(_finding(f"poppler warns: {warning}"), warning=not ours)
            for warning in other.warnings[:FEW]
        )
        differences = map(_finding, _poppler(other, facts))
        yield Verdict(f"poppler {poppler.version()}", (*warned, *differences))


def _finding(what: str) -> Finding:
    return Finding(RULE, "the document", what, FIX, source=SOURCE, house=True)


def _pdfium(pdf: bytes, facts: Facts) -> Iterator[str]:
    if wrong := xref.misplaced(pdf):
        yield f"{len(wrong)} of its objects are not where its cross-reference says."
    try:
        view = pdfium_tree.view(pdf)
    except UnreadablePDF as error:
        yield f"PDFium cannot read it: {error}"
        return
    if view.title != facts.info.get("Title", view.title):
        yield f"PDFium sees the title {view.title!r}, not {facts.title!r}."
    if view.language != (facts.language or ""):
        yield f"PDFium sees the language {view.language!r}, not {facts.language!r}."
    links = Counter((link.page, link.uri or "", link.target) for link in facts.links)
    if Counter(view.links) != links:
        yield f"PDFium sees {len(view.links)} links where there are {links.total()}, or others."
    yield from _pages(view, facts)
    for tag in facts.walk():
        if not any(True for _ in tag.contents()) and tag.type not in ("TD", "TH"):
            yield f"no reader sees the tag {tag.type}: it has no content on any page."


def _pages(view: pdfium_tree.View, facts: Facts) -> Iterator[str]:
    """Yield what differs between the tags that PDFium sees on each page and those that are there.

    PDFium's tree is per page: the elements with content on it and those above them.
    """
    contents = [content for root in facts.tags for content in root.contents()]
    texts = {(content.page, content.mcid): _text(content) for content in contents}
    ours: list[Counter[Seen]] = [Counter() for _ in facts.pages]
    for root in facts.tags:
        _cut(root, (), ours)
    for number, (page, there) in enumerate(zip_longest(view.pages, ours, fillvalue=())):
        seen: Counter[Seen] = Counter()
        for path, mcids, said in page:
            text = "".join(texts.get((number, mcid), "") for mcid in mcids)
            seen[path, text, said] += 1
        missing, added = Counter(there) - seen, seen - Counter(there)
        if missing or added:
            yield (
                f"page {number + 1}: of {Counter(there).total()} tags PDFium does not see "
                f"{missing.total()}{_such_as(missing)}, and sees {added.total()} others"
                f"{_such_as(added)}."
            )


def _cut(tag: Tag, above: tuple[str, ...], pages: list[Counter[Seen]]) -> set[int]:
    """Count a tag, and those below it, on each page that has content of it; return these pages."""
    path = (*above, tag.type)
    texts: dict[int, str] = {}
    on: set[int] = set()
    for child in tag.children:
        if isinstance(child, Tag):
            on |= _cut(child, path, pages)
        elif isinstance(child, Content) and child.page is not None:
            texts[child.page] = texts.get(child.page, "") + _text(child)
    on |= texts.keys()
    language, alt, actual_text, expansion = (
        text or "" for text in (tag.language, tag.alt, tag.actual_text, tag.expansion)
    )
    said = language, alt, actual_text, expansion
    for page in on:
        pages[page][path, texts.get(page, ""), said] += 1
    return on


def _text(content: Content) -> str:
    return "".join(run.text for run in content.runs)


def _such_as(tags: Iterable[Seen]) -> str:
    few = [f"{path[-1]} {text!r}" if text else path[-1] for path, text, *_ in list(tags)[:FEW]]
    return f" ({', '.join(few)})" if few else ""


def _poppler(view: poppler.View, facts: Facts) -> Iterator[str]:
    if " ".join(view.title.split()) != " ".join(facts.info.get("Title", "").split()):
        yield f"poppler sees the title {view.title!r}, not {facts.title!r}."
    types = [tag.type for tag in facts.walk()]
    for number, (seen, there) in enumerate(zip_longest(view.types, types)):
        if seen != there:
            yield (
                f"poppler sees {len(view.types)} tags where there are {len(types)}: "
                f"number {number + 1} is {seen}, not {there}."
            )
            break
    contents = (content for root in facts.tags for content in root.contents())
    if view.texts is not None and _squeezed(view.texts) != _squeezed(map(_text, contents)):
        yield "poppler reads another text in the tags, or in another order."


def _squeezed(texts: Iterable[str]) -> str:
    return "".join("".join(texts).split())
