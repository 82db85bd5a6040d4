"""Rules about access: what a screen reader needs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from brochures.checks.blocks import LEVELS, Blocks
from brochures.checks.paper import holds, visible
from brochures.checks.rule import Flaw, at, check
from brochures.checks.scripts import foreign
from brochures.content import Content
from brochures.facts import Annotation, Facts, Run, Tag
from brochures.formats import Format

LONG_TEXT = 60
"""A text of so many characters is not said twice by chance."""

OUTLINED = 3
"""A document of so many pages needs bookmarks."""


@check
def tagged(facts: Facts) -> Iterator[str]:
    """The PDF is tagged, and says that it keeps to PDF/UA-1.

    Why: without tags a screen reader guesses what is a heading and what comes next.
    Fix: write the PDF with pdf_variant pdf/ua-1 (designer).
    From: ISO 14289-1, 5 and 7.1
    """
    if not facts.marked or not facts.tags:
        yield "it has no structure tree."
    elif facts.xmp.get("pdfuaid:part") != "1":
        yield "it does not say that it keeps to PDF/UA-1."


@check
def title_set(facts: Facts) -> Iterator[str]:
    """The document has a title, and the window shows it.

    Why: a screen reader says the title first; a file name says nothing.
    Fix: give the template a title (designer).
    From: ISO 14289-1, 7.1
    """
    if not (facts.title or "").strip():
        yield "it has no title."
    if facts.viewer_preferences.get("DisplayDocTitle") is not True:
        yield "the window does not show the title."


@check
def language_set(facts: Facts) -> Iterator[str]:
    """The document says its language.

    Why: a screen reader speaks with the voice of that language.
    Fix: set `language` in content.yaml (content keeper).
    From: WCAG 2.2, 3.1.1; ISO 14289-1, 7.2
    """
    if not (facts.language or "").strip():
        yield "it says no language."


@check
def language_of_passages(facts: Facts) -> Iterator[Flaw]:
    """A passage in another language says so, with a language tag.

    Why: read with the voice of another language, words cannot be understood.
    Fix: give the passage a lang such as es or zh-Hans (designer).
    From: WCAG 2.2, 3.1.2; BCP 47
    """
    for tag, language in _spoken_in(facts.tags, facts.language or ""):
        if tag.language is not None and not re.fullmatch(
            r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag.language
        ):
            yield at(tag, f"its language, {tag.language!r}, is none.")
        for child in tag.children:
            for run in () if isinstance(child, Tag | Annotation) else child.runs:
                if strange := [word for word in run.text.split() if foreign(word, language)]:
                    yield at(run, f"{strange[0]!r} is not in the script of {language!r}.")


def _spoken_in(tags: Iterable[Tag], language: str) -> Iterator[tuple[Tag, str]]:
    """Yield each tag in reading order, with the language that it is read in."""
    for tag in tags:
        spoken = tag.language or language
        yield tag, spoken
        yield from _spoken_in((child for child in tag.children if isinstance(child, Tag)), spoken)


@check
def heading_first(facts: Facts) -> Iterator[Flaw]:
    """The first heading is the one heading of level 1.

    Why: people who jump by heading start at the title.
    Fix: make the handout's title the only h1, before all other headings (designer).
    From: ISO 14289-1, 7.4.2; WCAG 2.2, 1.3.1
    """
    headings = list(facts.find(*LEVELS))
    if not headings:
        yield Flaw("there is no heading.")
    elif headings[0].type != "H1":
        yield at(headings[0], f"the first heading is {headings[0].type}.")
    for heading in headings[1:]:
        if heading.type == "H1":
            yield at(heading, "it is a second h1.")


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
def alternative_text(facts: Facts) -> Iterator[Flaw]:
    """Every picture that says something has a text that says it.

    Why: who cannot see the picture hears its text instead.
    Fix: describe the drawing under `drawings` in content.yaml (content keeper).
    From: ISO 14289-1, 7.3; WCAG 2.2, 1.1.1
    """
    for figure in facts.find("Figure"):
        text = (figure.alt or figure.actual_text or "").strip()
        if not text:
            yield Flaw("a figure has no text.", page=figure.page)
        elif re.fullmatch(r"\S+\.\w{3,4}", text):
            yield Flaw("a figure's text is a file name.", text, figure.page)


@check
def untagged(facts: Facts) -> Iterator[Flaw]:
    """All that is painted is tagged or an artifact.

    Why: what is neither may be read at the wrong place, or not at all.
    Fix: mark decoration as an artifact: draw it as a CSS background (designer).
    From: ISO 14289-1, 7.1
    """
    for thing in facts.untagged if facts.tags else ():
        if isinstance(thing, Run):
            yield at(thing, "it is neither tagged nor an artifact.")
        else:
            yield Flaw("a drawing is neither tagged nor an artifact.", "", thing.page, thing.box)


@check
def list_structure(facts: Facts) -> Iterator[Flaw]:
    """Lists hold items, and items hold a label and a body.

    Why: a screen reader says how many items there are and where each begins.
    Fix: put only li into ul and ol, and only text into li (designer).
    From: ISO 32000-1, 14.8.4.3.3; ISO 14289-1, 7.6
    """
    inside = {"L": {"LI", "L", "Caption"}, "LI": {"Lbl", "LBody"}}
    for tag in facts.find(*inside):
        for child in tag.children:
            kind = child.type if isinstance(child, Tag) else "text"
            if kind not in inside[tag.type]:
                yield at(tag, f"{kind} stands straight in {tag.type}.")


@check
def no_empty_tags(facts: Facts) -> Iterator[Flaw]:
    """Every tag holds something, empty table cells excepted.

    Why: a screen reader says 'list with no items', and the reader looks for what is missing.
    Fix: leave the element out where there is nothing to put into it (designer).
    From: ISO 14289-1, 7.1; ours
    """
    for tag in facts.walk():
        if not tag.children and tag.type not in ("TD", "TH"):
            yield Flaw(f"{tag.type} is empty.", page=tag.page)


@check
def table_headers(facts: Facts) -> Iterator[Flaw]:
    """Tables have header cells, each of which says what it heads.

    Why: a screen reader says the header with each cell.
    Fix: use th with scope in the table's first row or column (designer).
    From: ISO 14289-1, 7.5
    """
    for table in facts.find("Table"):
        heads = [tag for tag in table.walk() if tag.type == "TH"]
        if not heads:
            yield at(table, "the table has no header cells.")
        for head in heads:
            if head.attributes.get("Scope") not in ("Row", "Column", "Both"):
                yield at(head, "the header cell has no scope.")


@check
def links_are_tagged(facts: Facts) -> Iterator[Flaw]:
    """Every link belongs to a Link tag and says in words where it leads.

    Why: a link without a tag cannot be reached, and a raw address read aloud helps nobody.
    Fix: put text, and text alone, into each a element (designer).
    From: ISO 14289-1, 7.18.5
    """
    held = {id(child): tag for tag in facts.walk() for child in tag.children}
    for link in facts.links:
        words = (link.contents or "").strip()
        holder = held.get(id(link))
        if holder is None or holder.type != "Link":
            yield Flaw("a link belongs to no Link tag.", words, link.page, link.box)
        elif not words or re.match(r"(https?|mailto|tel):", words):
            yield Flaw("a link does not say in words where it leads.", words, link.page, link.box)


@check
def phones_are_links(facts: Facts, content: Content) -> Iterator[Flaw]:
    """The clinic's phone numbers and e-mail address are links that dial and write.

    Why: who reads the PDF on a phone wants to touch the number.
    Fix: print them with the macros of parts.html (designer).
    From: the mission; ours
    """
    clinic = content.clinic
    wanted = {
        clinic.phone.number: clinic.phone.uri,
        clinic.phone.spelled: clinic.phone.uri,
        clinic.email: f"mailto:{clinic.email}",
    }
    for words, uri in wanted.items():
        links = [link for link in facts.links if words and words in (link.contents or "")]
        if words and not links:
            yield Flaw("it is no link.", words)
        for link in links:
            if link.uri != uri:
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
    From: ISO 14289-1, 7.8
    """
    if len(facts.pages) < OUTLINED:
        return
    places = Counter(
        (re.sub(r"\d+", "#", run.text.strip()), round(run.baseline), round(run.box.x0))
        for run in visible(facts)
    )
    for run in visible(facts):
        place = (re.sub(r"\d+", "#", run.text.strip()), round(run.baseline), round(run.box.x0))
        if places[place] >= len(facts.pages) and not run.artifact:
            yield at(run, "it stands on every page and is tagged.")


@check
def bookmarks(facts: Facts) -> Iterator[Flaw | str]:
    """A document of three pages or more has bookmarks, in the order of its headings.

    Why: bookmarks are the quick way through a long document.
    Fix: give the headings a bookmark-level (designer).
    From: ISO 14289-1, 7.17; WCAG technique PDF2
    """
    if len(facts.pages) >= OUTLINED and not facts.outline:
        yield f"it has {len(facts.pages)} pages and no bookmarks."
    headings = [" ".join(tag.text.split()) for tag in facts.find(*LEVELS)]
    titles = [" ".join(item.title.split()) for item in facts.outline]
    rest = iter(headings)
    for title in titles:
        if title not in rest:
            yield Flaw("the bookmark is no heading, or not in the order of the headings.", title)


@check
def reading_order(blocks: Blocks, made: Format) -> Iterator[Flaw]:
    """The tags read panel after panel, in the order of the folded sheet.

    Why: read in the order of the flat sheet, the end comes before the beginning.
    Fix: keep the panels as sections, in the order that formats.py names (designer).
    From: ISO 14289-1, 7.2
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
def said_once(blocks: Blocks) -> Iterator[Flaw]:
    """No longer text is read twice.

    Why: who listens believes to have lost the place.
    Fix: print the text once in the template (designer).
    From: ours
    """
    seen: set[str] = set()
    for block in blocks:
        if len(block.text) >= LONG_TEXT and block.text in seen:
            yield at(block.tag, "it is read twice.")
        seen.add(block.text)


@check
def contact_last_in_tags(facts: Facts, content: Content) -> Iterator[Flaw]:
    """Name, address, phones and e-mail are the last that is read.

    Why: who listens to the end hears how to reach the clinic.
    Fix: end the template with the contact block (designer).
    From: the mission; ISO 14289-1, 7.2
    """
    clinic = content.clinic
    words = [*clinic.address.lines, clinic.phone.number, clinic.email]
    text = " ".join(facts.text.split())
    _, name, end = text.rpartition(clinic.name)
    missing = [word for word in words if word not in end] if name else [clinic.name]
    if missing:
        yield Flaw("it is not at the end of the tags.", ", ".join(missing))
    elif not text.endswith(clinic.email):
        yield Flaw("it is read after the e-mail address.", text.rpartition(clinic.email)[2].strip())


@check
def fonts_embedded(facts: Facts) -> Iterator[Flaw]:
    """Every font is embedded, and its characters map to Unicode.

    Why: without the font another face is shown; without Unicode the text cannot be read aloud.
    Fix: bring the font as a file (designer).
    From: ISO 14289-1, 7.21
    """
    for font in facts.fonts:
        if not font.embedded:
            yield Flaw("the font is not embedded.", font.name)
        if not font.to_unicode and font.subtype == "Type0":
            yield Flaw("the font's characters map to no Unicode.", font.name)
    for run in visible(facts):
        if run.unmapped:
            yield at(run, f"{run.unmapped} of its characters map to no Unicode.")


@check
def fonts_named(facts: Facts, made: Format) -> Iterator[Flaw]:
    """Text is set in the faces that the styles name, regular and bold, and in no other.

    Why: a face that steps in for another one is harder to read and has other widths.
    Fix: name a face that has the character (designer).
    From: ISO 14289-1, 7.21; ours
    """
    allowed = {face.replace(" ", "") for face in made.faces}
    for face in sorted({run.face for run in visible(facts)}):
        plain = re.sub(r"-?(Regular|Bold)$", "", face).replace("-", "").replace(" ", "")
        if plain not in allowed:
            yield Flaw("the styles do not name this face.", face)
