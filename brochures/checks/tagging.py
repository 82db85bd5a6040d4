"""Rules about access: what a screen reader needs to read the words aloud."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from brochures.checks.paper import visible
from brochures.checks.rule import Flaw, Group, at, check, ours
from brochures.checks.scripts import foreign
from brochures.content.model import Content
from brochures.formats.model import Format
from brochures.pdf import Annotation, Facts, Run, Tag

GROUP: Group = "access"

INVISIBLE = 3
"""The text rendering mode that paints nothing (ISO 32000-1, table 106)."""


@check
def tagged(facts: Facts, made: Format | None = None) -> Iterator[str]:
    """The PDF is tagged, and says that it keeps to PDF/UA-1.

    Why: without tags a screen reader guesses what is a heading and what comes next.
    Fix: write the PDF with pdf_variant pdf/ua-1 (designer).
    From: ISO 14289-1, 5 and 7.1
    """
    if not facts.marked or not facts.tags:
        yield "it has no structure tree."
    elif facts.xmp.get("pdfuaid:part") not in ((str(made.ua),) if made else ("1", "2")):
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
def language_set(facts: Facts, content: Content | None = None) -> Iterator[str]:
    """The document says its language, and it is that of the words.

    Why: a screen reader speaks with the voice of that language.
    Fix: set `language` in content.yaml (content keeper).
    From: WCAG 2.2, 3.1.1; ISO 14289-1, 7.2 lets each tag say it
    """
    if not (facts.language or "").strip():
        yield "it says no language."
    elif content and facts.language != content.language:
        yield f"it says {facts.language}, but its words are in {content.language}."


@check
def language_of_passages(facts: Facts) -> Iterator[Flaw]:
    """A passage in another language says so, with a language tag.

    Why: read with the voice of another language, words cannot be understood.
    Fix: give the passage a lang such as es or zh-Hans (designer).
    From: WCAG 2.2, 3.1.2; BCP 47; ISO 14289-1, 7.2 asks it, the test by script is ours
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
def alternative_text(facts: Facts) -> Iterator[Flaw]:
    """Every picture that says something has a text that says it.

    Why: who cannot see the picture hears its text instead.
    Fix: describe the drawing under `drawings` in content.yaml (content keeper).
    From: ISO 14289-1, 7.3; WCAG 2.2, 1.1.1; that it is neither blank nor a file name is ours
    """
    for figure in facts.find("Figure"):
        text = (figure.alt or figure.actual_text or "").strip()
        if not text:
            flaw = Flaw("a figure has no text.", page=figure.page)
            # A blank text is one to ISO.
            yield flaw if figure.alt is None and figure.actual_text is None else ours(flaw)
        elif re.fullmatch(r"\S+\.\w{3,4}", text):
            yield ours(Flaw("a figure's text is a file name.", text, figure.page))


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
def no_empty_tags(facts: Facts) -> Iterator[Flaw]:
    """Every tag holds something, empty table cells excepted.

    Why: a screen reader says 'list with no items', and the reader looks for what is missing.
    Fix: leave the element out where there is nothing to put into it (designer).
    From: ours; ISO 14289-1, 7.1 asks for tags that fit what they hold
    """
    for tag in facts.walk():
        if not tag.children and tag.type not in ("TD", "TH"):
            yield Flaw(f"{tag.type} is empty.", page=tag.page)


@check
def table_headers(facts: Facts) -> Iterator[Flaw]:
    """Tables have header cells, each of which says what it heads.

    Why: a screen reader says the header with each cell.
    Fix: use th with scope in the table's first row or column (designer).
    From: ISO 14289-1, 7.5; that every table has headers is ours, ISO says should
    """
    for table in facts.find("Table"):
        heads = [tag for tag in table.walk() if tag.type == "TH"]
        if not heads:
            yield ours(at(table, "the table has no header cells."))
        # A header cell needs no scope where the cells themselves say what heads them.
        cells = [tag.attributes.get("Headers") for tag in table.walk() if tag.type == "TD"]
        named = {name for names in cells if isinstance(names, tuple) for name in names}
        for head in heads if not all(cells) else ():
            scoped = head.attributes.get("Scope") in ("Row", "Column", "Both")
            if not scoped and head.id not in named:
                yield at(head, "the header cell has no scope.")


@check
def fonts_embedded(facts: Facts) -> Iterator[Flaw]:
    """Every font is embedded, and its characters map to Unicode.

    Why: without the font another face is shown; without Unicode the text cannot be read aloud.
    Fix: bring the font as a file (designer).
    From: ISO 14289-1, 7.21.4.1 and 7.21.7
    """
    # A font that paints nothing, such as that of the words under a scan, may be left out
    # (7.21.4.1). Those of form fields cannot be told from it.
    painted = {run.face for run in facts.runs if run.mode != INVISIBLE}
    unseen = {run.face for run in facts.runs} - painted
    fields = any(annotation.kind != "Link" for annotation in facts.annotations)
    for font in facts.fonts:
        if font.name not in painted and (font.name in unseen or not fields):
            continue
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
    From: ours; ISO 14289-1, 7.21 asks that fonts are embedded
    """
    allowed = {face.replace(" ", "") for face in made.faces}
    for face in sorted({run.face for run in visible(facts)}):
        plain = re.sub(r"-?(Regular|Bold)$", "", face).replace("-", "").replace(" ", "")
        if plain not in allowed:
            yield Flaw("the styles do not name this face.", face)
