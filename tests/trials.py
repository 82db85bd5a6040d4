"""What must hold of any file and of any content: shared by the property tests and by the long runs.

Each trial raises AssertionError, or whatever the code under trial raises, when it does not hold.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from brochures.build.handouts import Handout, build
from brochures.checks.report import Outcome
from brochures.content.loader import ContentError, Problem, load
from brochures.content.model import Content
from brochures.content.yaml_reader import MOST_PROBLEMS
from brochures.formats.model import Format
from brochures.pdf import read
from brochures.render.html import compose
from brochures.render.pdf import typeset
from brochures.render.provenance import texts

TODAY = date(2026, 6, 1)
JARGON = re.compile(r"type=|Input should|Value error|Field required|Extra inputs|<block")
LONGEST = 1000
"""Most characters of a problem: what it quotes is shortened."""


def try_file(data: bytes, file: Path) -> Content | tuple[Problem, ...]:
    """Load some bytes; return the content or, if there is none, what is wrong with it.

    Each problem must be a short sentence with a fix, free of what a terminal would obey, and
    name a line that exists.
    """
    file.write_bytes(data)
    try:
        return load(file)
    except ContentError as error:
        problems = error.problems
    assert problems
    assert len(problems) <= MOST_PROBLEMS + 1
    lines = len(re.findall(rb"\r\n?|\n", data)) + 1
    for problem in problems:
        said = f"{problem.path} {problem.what} {problem.fix}"
        assert problem.what.strip().endswith((".", "?", "!", "…")) or ":" in problem.what
        assert problem.fix
        assert said.isprintable()
        assert len(said) <= LONGEST
        assert not JARGON.search(said)
        assert problem.line is None or 1 <= problem.line <= lines
    return problems


def try_content(content: Content, made: Format, output: Path) -> Outcome:
    """Build a handout; it must be published clean, or withheld with findings.

    Where nothing runs over, it must read what was composed, and `nothing-lost` must agree.
    """
    (outcome,) = build([Handout(content, made, output)], TODAY)
    made = outcome.made or made
    published = outcome.path.read_bytes() if outcome.path.exists() else None
    outcome.path.unlink(missing_ok=True)
    assert (published is not None) == outcome.clean == (not outcome.findings)
    for finding in (*outcome.findings, *outcome.advice):
        assert finding.what
        assert finding.fix
    if not any(finding.rule == "overflow" for finding in outcome.findings):
        html = compose(content, made)
        if made.name == "large-print-full":  # which says all that the content says
            blocks = "\n".join(texts(html))
            assert not [text for text in made.promised(content) if text not in blocks]
        printed = read(published or typeset(html, made).pdf).text.split("\n")
        difference = unlike(composed_in_order(html, made), printed)
        assert difference is None, difference
    return outcome


_LABEL = r"(?:•|\d+\.?)"
"""That of an item: in a line before it where the item has paragraphs of its own."""


def composed_in_order(html: str, made: Format) -> list[str]:
    """Return the texts of a page as they are read: a mark across it, then panel by panel."""
    panels = {
        name: section
        for section, name in re.findall(
            r'(<section class="panel[^>]* id="([\w-]+)".*?</section>)', html, re.DOTALL
        )
    }
    if not panels:
        return list(texts(html))
    before = texts(html[: min(map(html.index, panels.values()))])  # the mark of a draft, a sample
    return [*before, *(text for panel in made.panels for text in texts(panels[panel.name]))]


def unlike(composed: list[str], printed: list[str]) -> tuple[str, str] | None:
    """Return the first block that is not read as it was composed, and what is read instead.

    Blocks have to come in the same order, nothing lost and nothing twice. What the layout adds is
    allowed for: an item's label, the page number of a contents entry, and a space where a line
    ends within a word.
    """
    left = list(reversed(printed))
    for number in range(max(len(composed), len(printed))):
        wanted = composed[number] if number < len(composed) else ""
        found = left.pop() if left else ""
        if found != wanted and re.fullmatch(_LABEL, found) and left:
            found = f"{found} {left.pop()}"
        if wanted != found and not re.fullmatch(_pattern(wanted), found):
            return wanted, found
    return None


def reads(printed: str, text: str) -> bool:
    """Say whether a text is read, a space where a line ends within a word allowed for."""
    return text in printed or re.search(_letters(text), printed) is not None


def _pattern(text: str) -> str:
    return rf"({_LABEL} )?{_letters(text)}"


def _letters(text: str) -> str:
    return " ?".join(map(re.escape, text))
