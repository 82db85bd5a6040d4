"""Rules about access: the order of reading, and the ways through a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from brochures.checks.blocks import LEVELS, Blocks, contact, contact_end, squeezed
from brochures.checks.paper import holds
from brochures.checks.rule import Flaw, Group, at, check, ours
from brochures.content.model import Content
from brochures.formats.model import Format
from brochures.pdf import Annotation, Facts
from brochures.render.provenance import Block as Composed

GROUP: Group = "access"

LONG_TEXT = 60
"""A text of so many characters is not said twice by chance."""

OUTER = 0.12
"""Share of a page's height, at each end, in which headers and footers stand."""

OUTLINED = 3
"""A document of so many pages needs bookmarks."""


@check
def heading_first(facts: Facts) -> Iterator[Flaw]:
    """The first heading is the one heading of level 1.

    Why: people who jump by heading start at the title.
    Fix: make the handout's title the only h1, before all other headings (designer).
    From: ISO 14289-1, 7.4.2 (the first one is H1); that there is one h1, and only one, is ours
    """
    headings = list(facts.find(*LEVELS))
    if not headings:
        yield ours(Flaw("there is no heading."))
    elif headings[0].type != "H1":
        yield at(headings[0], f"the first heading is {headings[0].type}.")
    for heading in headings[1:]:
        if heading.type == "H1":
            yield ours(at(heading, "it is a second h1."))


@check
def heading_skipped(facts: Facts) -> Iterator[Flaw]:
    """Headings go down one level at a time.

    Why: people who jump by heading think that a part is missing.
    Fix: use the next level in the template (designer).
    From: ISO 14289-1, 7.4.2
    """
    for before, after in pairwise(facts.find(*LEVELS)):
        if LEVELS[after.type] > LEVELS[before.type] + 1:
            yield at(after, f"{before.type} is followed by {after.type}.")


@check
def heading_empty(facts: Facts) -> Iterator[Flaw]:
    """No heading is empty.

    Why: a screen reader says 'heading' and nothing more.
    Fix: write a title, or leave the heading out (designer).
    From: WCAG 2.2, 2.4.6
    """
    for heading in facts.find(*LEVELS):
        if not heading.text.strip():
            yield Flaw(f"an {heading.type} is empty.", page=heading.page)


@check
def links_are_tagged(facts: Facts) -> Iterator[Flaw]:
    """Every link belongs to a Link tag and says in words where it leads.

    Why: a link without a tag cannot be reached, and a raw address read aloud helps nobody.
    Fix: put text, and text alone, into each a element (designer).
    From: ISO 14289-1, 7.18.1 and 7.18.5; that an address is no words is ours
    """
    held = {id(child): tag for tag in facts.walk() for child in tag.children}
    for link in facts.links:
        words = (link.contents or "").strip()
        holder = held.get(id(link))
        if link.hidden:
            continue  # 7.18.1 excepts it
        if holder is None or holder.type != "Link":
            yield Flaw("a link belongs to no Link tag.", words, link.page, link.box)
        elif not words or re.match(r"(https?|mailto|tel):", words):
            flaw = Flaw("a link does not say in words where it leads.", words, link.page, link.box)
            yield ours(flaw) if words else flaw


@check
def links_lead_right(facts: Facts) -> Iterator[Flaw]:
    """Every link lies over its words, and one whose words are a heading leads to its page.

    Why: who touches the words expects to get where they say.
    Fix: put text, and text alone, into each a element, and the id on the section (designer).
    From: ours; WCAG 2.2, 2.4.4
    """
    headings: dict[str, set[int | None]] = {}
    for tag in facts.find(*LEVELS):
        headings.setdefault(squeezed(tag.text), set()).add(tag.page)
    held = {id(child): tag for tag in facts.walk() for child in tag.children}
    for link in facts.links:
        holder = held.get(id(link))
        words = " ".join(holder.text.split()) if holder else ""
        over = [run for run in holder.runs if run.page == link.page] if holder else []
        if link.hidden or not any(link.box.meets(run.box) for run in over):
            yield Flaw("a link does not lie over its words.", words, link.page, link.box)
        if link.target is not None and link.target not in headings.get(
            squeezed(words), {link.target}
        ):
            yield Flaw("a link does not lead to its heading.", words, link.page, link.box)


@check
def phones_are_links(facts: Facts, content: Content, made: Format | None = None) -> Iterator[Flaw]:
    """The phone numbers and addresses of clinic and crisis line are links that dial and write.

    Why: who reads the PDF on a phone wants to touch the number.
    Fix: print them with the macros of parts.html (designer).
    From: ours
    """
    clinic, crisis = content.clinic, content.crisis_line
    without = made.without if made else ()
    # An extension stands behind the link, which dials it.
    wanted: dict[str | None, str | None] = {clinic.phone.parts[0]: clinic.phone.uri}
    if "facts" not in without:
        wanted |= {clinic.phone.spelled: clinic.phone.uri}
    if "email" not in without:
        wanted |= {clinic.email: clinic.mail_uri}
    if crisis:
        wanted[crisis.number] = crisis.uri
        if crisis.website:
            wanted[crisis.website] = f"https://{crisis.website}"
    said = [(squeezed(tag.text), tag) for tag in facts.find("Link")]
    for words, uri in wanted.items():
        tags = [tag for text, tag in said if words and text == squeezed(words)]
        if words and not tags:
            yield Flaw("it is no link.", words)
        for link in (child for tag in tags for child in tag.children):
            if isinstance(link, Annotation) and link.uri != uri:
                yield Flaw(f"it leads to {link.uri}, not to {uri}.", words or "", link.page)


@check
def tab_order(facts: Facts) -> Iterator[Flaw]:
    """The tab key goes through the links in the order of the tags.

    Why: who cannot use a mouse goes from link to link.
    Fix: write the PDF with pdf_variant pdf/ua-1 (designer).
    From: ISO 14289-1, 7.18.3
    """
    for number in sorted({annotation.page for annotation in facts.annotations}):
        if facts.pages[number].tab_order != "S":
            yield Flaw("the tab key does not follow the tags.", page=number)


@check
def page_numbers_are_artifacts(facts: Facts) -> Iterator[Flaw]:
    """What stands on every page at the same place, such as its number, is an artifact.

    Why: a screen reader would read it in the middle of a sentence.
    Fix: put it into a margin box of the page (designer).
    From: ISO 14289-1, 7.8 (headers and footers); what stands in the middle of a page is ours
    """
    if len(facts.pages) < OUTLINED:
        return
    # Lines, not runs: what is tagged may be painted in more or fewer pieces than an artifact.
    places = [
        (line, (re.sub(r"\d+", "#", line.text), round(line.baseline), round(line.box.x0)))
        for line in facts.lines()
    ]
    times = Counter(place for _, place in places)
    for line, place in places:
        tagged = any(run.visible and not run.artifact for run in line.runs)
        if tagged and times[place] >= len(facts.pages):
            flaw = at(line, "it stands on every page and is tagged.")
            height = facts.pages[line.runs[0].page].height
            is_outer = not OUTER * height < line.baseline < (1 - OUTER) * height
            yield flaw if is_outer else ours(flaw)


@check
def pages_numbered(facts: Facts, content: Content) -> Iterator[Flaw]:
    """Each page of a document of three pages or more says which one it is, and of how many.

    Why: sheets that fall out of order have to be put back.
    Fix: keep the page numbers in the template, and `labels.page` (designer).
    From: ours; ACB 2025
    """
    if len(facts.pages) < OUTLINED:
        return
    said = {(line.runs[0].page, line.text) for line in facts.lines()}
    for number in range(len(facts.pages)):
        marks = {"page": number + 1, "pages": len(facts.pages)}
        wanted = content.labels.page.format_map(marks)
        if (number, wanted) not in said:
            yield Flaw("it does not say its number.", wanted, number)


@check
def bookmarks(facts: Facts) -> Iterator[Flaw | str]:
    """A document of three pages or more has bookmarks: its h2, in their order, where they stand.

    Why: bookmarks are the quick way through a long document.
    Fix: give the headings a bookmark-level (designer).
    From: ours; ISO 14289-1, 7.17 (should); WCAG technique PDF2
    """
    if len(facts.pages) >= OUTLINED and not facts.outline:
        yield f"it has {len(facts.pages)} pages and no bookmarks."
    # A word that is wider than the page is broken in the heading, and not in the bookmark.
    rest = iter([(squeezed(tag.text), tag.page) for tag in facts.find(*LEVELS)])
    marked = {(squeezed(item.title), item.page): item.title for item in facts.outline}
    for mark, title in marked.items():
        if mark not in rest:
            yield Flaw("the bookmark leads to no heading, or is not in their order.", title)
    for tag in facts.find("H2") if marked else ():
        if (squeezed(tag.text), tag.page) not in marked:
            yield at(tag, "the heading has no bookmark.")


@check
def reading_order(blocks: Blocks, made: Format) -> Iterator[Flaw]:
    """The tags read panel after panel, in the order of the folded sheet.

    Why: read in the order of the flat sheet, the end comes before the beginning.
    Fix: keep the panels as sections, in the order that formats.py names (designer).
    From: ours; ISO 14289-1, 7.1 asks for a logical order
    """
    order = [panel.name for panel in made.panels]
    reached = 0
    for block in blocks if order else ():
        for panel in made.panels:
            if not holds(panel, block.runs[0]):
                continue
            place = order.index(panel.name)
            if place < reached:
                yield at(
                    block.tag, f"it is in panel {panel.name}, but read after {order[reached]}."
                )
            reached = max(reached, place)


@check
def read_as_written(facts: Facts, made: Format, composed: tuple[str, ...]) -> Iterator[Flaw]:
    """Within a panel, or a document without panels, texts are read in the order of the page.

    Why: a heading read above another list, or the text of another drawing, misleads.
    Fix: leave the order of the tags to the order of the HTML (designer).
    From: ours; ISO 14289-1, 7.1 asks for a logical order
    """
    lines = [re.sub(r"^(•|\d+\.) ", "", line) for line in facts.text.split("\n")]
    written, read = Counter(composed), Counter(lines)
    once = [text for text in composed if written[text] == read[text] == 1]
    place = {line: number for number, line in enumerate(lines)}
    places = [place[text] for text in once]
    # The HTML has the panels page by page; each step back from there is one in the tags too.
    panels = [made.panels.index(one) for one in sorted(made.panels, key=lambda one: one.page)]
    steps = sum(before > after for before, after in pairwise(panels))
    back = [
        text
        for text, (before, after) in zip(once[1:], pairwise(places), strict=False)
        if after < before
    ]
    if len(back) > steps:
        yield Flaw("it is read before what stands before it.", " / ".join(back))


@check
def said_once(blocks: Blocks, page: tuple[Composed, ...] | None = None) -> Iterator[Flaw]:
    """No longer text is read twice, unless the content says it twice; a name may begin and end.

    Why: who listens believes to have lost the place.
    Fix: print the text once in the template (designer).
    From: ours
    """
    sources: dict[str, set[tuple[str, ...]]] = {}
    for composed in page or ():
        sources.setdefault(composed.text, set()).add(composed.sources)
    seen: set[str] = set()
    for block in blocks:
        if len(block.text) >= LONG_TEXT and block.text in seen:
            said = sources.get(block.text, set())
            of_clinic = any(place.startswith("clinic.") for places in said for place in places)
            if len(said) < 2 and not of_clinic:  # noqa: PLR2004
                yield at(block.tag, "it is read twice.")
        seen.add(block.text)


@check
def contact_last_in_tags(
    facts: Facts, content: Content, made: Format | None = None
) -> Iterator[Flaw]:
    """Name, address, phones and e-mail are the last that is read, but for their QR code.

    Why: who listens to the end hears how to reach the clinic.
    Fix: end the template with the contact block (designer).
    From: ours
    """
    name, *words = contact(content, made)
    text = squeezed(facts.text)
    # A short name may stand in the contact again: in a spelled phone number, say.
    ends = [text[place.end() :] for place in re.finditer(re.escape(squeezed(name)), text)]
    missing = min(
        ([word for word in words if squeezed(word) not in end] for end in ends[-9:]),
        key=len,
        default=[name],
    )
    end = contact_end(content, made)
    rest = text.rpartition(squeezed(end))[2]
    code = squeezed(content.labels.code)
    if missing:
        yield Flaw("it is not at the end of the tags.", ", ".join(missing))
    elif rest not in ("", code, squeezed(content.labels.scan) + code):
        yield Flaw("it is read after the contact.", facts.text.rpartition(end)[2].strip())
