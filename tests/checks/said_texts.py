"""PDFs that say some texts, and what rules about words find in them."""

from __future__ import annotations

from brochures.checks import RULES, Subject
from brochures.content.model import Content
from brochures.pdf import Box, Facts, Run, Tag
from brochures.pdf import Content as Marked


def said(*texts: str, language: str | None = "en-US", content: Content | None = None) -> Subject:
    """Return a page that says these texts, a paragraph each, in a language."""
    paragraphs = [
        tag("P", Marked(0, number, (run(text, number),), ())) for number, text in enumerate(texts)
    ]
    facts = Facts(
        pages=(),
        runs=(),
        graphics=(),
        tags=(tag("Document", *paragraphs),),
        annotations=(),
        fonts=(),
        outline=(),
        language=language,
        title=None,
        info={},
        xmp={},
        viewer_preferences={},
        marked=True,
        pdf_version="1.7",
        page_mode=None,
        output_intents=(),
        size_bytes=0,
        encrypted=False,
    )
    return Subject(facts, content=content)


def tag(kind: str, *children: Tag | Marked) -> Tag:
    """Return a tag with nothing but what is in it."""
    return Tag(kind, kind, None, None, None, None, None, None, {}, 0, children)


def run(text: str, number: int) -> Run:
    """Return black text on a line of its own."""
    box = Box(0, 20 * number, 100, 20 * number + 10)
    return Run(text, 0, box, box.y1, 0, "Sans", 12, False, False, (0, 0, 0), 1, 0, number, None)  # noqa: FBT003


def findings(rule: str, subject: Subject) -> list[str]:
    """Return what a rule finds in a page."""
    return [finding.what for finding in RULES[rule].judge(subject)]


def shown(rule: str, text: str, language: str | None = "en-US") -> list[str]:
    """Return the words that a rule shows of a text."""
    found = findings(rule, said(text, language=language))
    return [what[1 : what.rindex(what[0])] for what in found]
