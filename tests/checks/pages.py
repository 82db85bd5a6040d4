"""Small pages that keep every rule, to be broken one rule at a time.

A page is HTML in the look of the handouts, typeset and read like them. `LEAFLET` is the format it
promises to be: one upright sheet for patients, all of it one panel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import pikepdf
import yaml

from brochures.checks import RULES, Subject
from brochures.checks.finding import Finding
from brochures.content.model import Content
from brochures.formats.model import LETTER, Format, Legibility, Panel
from brochures.pdf import read
from brochures.render.pdf import typeset
from brochures.render.provenance import blocks
from tests.samples import WHOLE

TODAY = date(2026, 6, 1)

LEAFLET = Format(
    name="leaflet",
    title="Leaflet",
    about="A page to be broken.",
    readers="Patients",
    width=LETTER.short_edge,
    height=LETTER.long_edge,
    paper=LETTER.name,
    sheet=LETTER.name,
    legibility=Legibility(
        smallest=12,
        headings={"H1": 20},
        leading=1.25,
        characters=60,
        comfortable=50,
        between_paragraphs=0.5,
        columns=1,
    ),
    margin=0.5,
    duplex="Simplex",
    pages=1,
    panels=(Panel("sheet", 0, 0, 0, LETTER.short_edge, LETTER.long_edge),),
)

LONGER = replace(LEAFLET, pages=None, panels=())
BOOKMARKED = "h1, h2 { bookmark-level: 1 }"

STYLE = """
@page { size: 8.5in 11in; margin: .75in }
body { width: 3.6in; line-height: 16pt }
p, ul, h2 { margin-top: 12pt }
h1 { font-size: 22pt; line-height: 30pt }
h2 { font-size: 16pt; line-height: 20pt; margin-top: 20pt }
ul { list-style: disc outside; padding-left: 16pt }
.phone { font-size: 24pt; line-height: 32pt }
.tel { white-space: nowrap }
"""

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" viewBox="0 0 4 4">'
    '<title>A door that stands open.</title><rect width="4" height="4" fill="#0b4a57"/></svg>'
)

BODY = f"""
<h1>Still depressed?</h1>
<p>You can get better. There are other treatments. Call us today:
<a class="tel" href="tel:+17184000867">(718) 400-0867</a></p>
{SVG}
<h2>What can help</h2>
<ul><li>TMS uses magnets. You stay awake.</li><li>You can talk with someone you trust.</li></ul>
<h2>Thinking about suicide?</h2>
<p>Call or text <a href="tel:988">988</a>, day or night. Chat at
<a href="https://988lifeline.org">988lifeline.org</a>.</p>
<p>Version 1, Jan 31, 2026. Next check Jan 31, 2027.</p>
<p>Example Clinic</p>
<p>1 Main St.</p>
<p>Brooklyn, NY 11201</p>
<p class="phone"><a class="tel" href="tel:+17184000867">(718) 400-0867</a></p>
<p><a href="mailto:info@example.com">info@example.com</a></p>
"""
"""A body that keeps every rule. The clinic is the one of `tests.samples`."""

Mutation = Callable[[pikepdf.Pdf], None]


@cache
def content() -> Content:
    """Return a small content, of which the page says who the clinic is and when it was checked."""
    return Content.model_validate(yaml.safe_load(WHOLE))


def section() -> str:
    """Return the name of a section of the content, of which the page says nothing."""
    return next(iter(content().topic.sections))


def page(
    body: str = BODY,
    *,
    style: str = "",
    html: str = '<html lang="en-US">',
    title: str = "Still depressed?",
    made: Format = LEAFLET,
    mutate: Mutation | None = None,
    today: date = TODAY,
    words: Content | None = None,
    composed: str | None = None,
) -> Subject:
    """Return a page as the rules see it, its PDF changed by `mutate` after it was written.

    Takes the HTML that it is said to be composed of, if not its own.
    """
    source = (
        f"<!doctype html>{html}<head><title>{title}</title>"
        '<link rel="stylesheet" href="styles/tokens.css">'
        '<link rel="stylesheet" href="styles/themes/harbour.css">'
        '<link rel="stylesheet" href="styles/parts.css">'
        f"<style>{STYLE}{style}</style></head><body>{body}</body></html>"
    )
    # Laid out as a plain document: a page may well break what a format's panels would refuse.
    plain = replace(made, panels=(), folds=(), pages=None, bleed=0, copies=(), cut=False)
    pdf = typeset(source, plain).pdf
    facts = read(mutated(pdf, mutate))
    return Subject(facts, made, words or content(), blocks(composed or source), today)


def numbered() -> Subject:
    """Return three pages, each with its number in a paragraph."""
    number = '<div class="number"><p>Page {} of 3</p></div>'
    parts = BODY.replace("<p>Example Clinic</p>", '<p class="next">Example Clinic</p>').split(
        "<p>Version 1", 1
    )
    text = (
        f'{number.format(1)}{parts[0]}<div class="next">{number.format(2)}</div>'
        f"<p>You can call.</p><p>Version 1{parts[1]}"
    ).replace('<p class="next">Example', f'<div class="next">{number.format(3)}</div><p>Example')
    sheet = """
    .next { break-before: page }
    .number { position: relative; height: 0 }
    .number p { position: absolute; top: 8.5in; margin: 0 }
    """
    return page(text, style=sheet + BOOKMARKED, made=LONGER)


def mutated(pdf: bytes, mutate: Mutation | None) -> bytes:
    """Return a PDF's bytes after a change."""
    if mutate is None:
        return pdf
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        mutate(opened)
        opened.save(out)
    return out.getvalue()


def swapped(old: str, new: str, body: str = BODY) -> str:
    """Return the body with one thing swapped for another; it has to be there."""
    assert old in body
    return body.replace(old, new, 1)


def broken(subject: Subject) -> dict[str, list[Finding]]:
    """Return the findings of all rules that a page breaks, by the name of the rule."""
    found = {name: list(rule.judge(subject)) for name, rule in RULES.items()}
    return {name: findings for name, findings in found.items() if findings}


def found(rule: str, pdf: bytes) -> list[Finding]:
    """Return what a rule finds in a file of which nothing else is known."""
    return list(RULES[rule].judge(Subject(read(pdf))))
