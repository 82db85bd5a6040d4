"""Ends of lines: what a reader of the PDF finds there."""

from __future__ import annotations

import re
import subprocess
from base64 import b64encode

import pypdfium2
import pytest
from weasyprint import HTML

from brochures.pdf import Facts
from brochures.render import line_ends, script_faces, weasyprint_fixes
from tests.programs import needs
from tests.render.plain_and_changed import STYLE, both, written


def test_spaces_at_line_ends() -> None:
    """The space at the end of a wrapped line is in the text; a hyphen there gets none."""
    plain, ours = both("<p>one two three four five six seven eight nine well-known ten</p>")
    text = "one two three four five six seven eight nine well-known ten"
    lines = [run for run in ours.runs if run.visible]
    assert len(lines) > 1
    assert plain.joined != text
    assert ours.joined == text


NARROW = "<style>body { width: 100pt; overflow-wrap: anywhere }</style>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("one two three four five six seven", None),
        ("A <b>bold</b> word <b>another one that is</b> here and <i>it</i> <b>goes</b> on", None),
        ("<b>one two three</b> <i>four five six</i> <b>seven eight</b>", None),
        ("<i>it</i> <b>is</b>", None),
        ("one two three <br>four <br> five", "one two three four five"),
        ("Write to information@a-very-long-address.example.com now", None),
        ("Kratochvilova-Wintersteinova-Extraordinary and more", None),
        ("either/or/neither/nor/both/and/none/of/them/at/all", None),
        ("治疗抵抗性抑郁症是一种在尝试两种以上抗抑郁药物后仍未好转的抑郁症。", None),
        ('word <span style="display: inline-block">inline block</span> word word word word', None),
    ],
)
def test_text_joined_as_tagged(body: str, text: str | None) -> None:
    """Joined as tagged, words are as they were composed: a space where they have one, no more."""
    ours = written(f"<p>{body}</p>", changed=True, style=NARROW)
    assert ours.joined == (text or re.sub("<.*?>", "", body))


def test_hyphen_of_a_compound_is_kept() -> None:
    """A compound that is broken at its hyphen keeps it in PDFium's text, and in poppler's."""
    body = "<p>You have treatment-resistant depression, a long-lasting follow-up illness.</p>"
    with line_ends.broken():
        document = HTML(string=f"<html lang=en><title>T</title>{STYLE}{NARROW}{body}").render()
    with weasyprint_fixes.changes(document):
        pdf = document.write_pdf(pdf_variant="pdf/ua-1")
    with pypdfium2.PdfDocument(pdf) as opened:
        seen = opened[0].get_textpage().get_text_range()
    printed = subprocess.run(
        [needs("pdftotext"), "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    for text in (seen, printed):
        assert "treatment-resistant" in "".join(text.split())
        assert "long-lasting" in "".join(text.split())
    assert any(line.endswith("-") for line in printed.split("\n")) or "-\u2028" in printed


def test_right_to_left() -> None:
    """In text from right to left the space at a line's end moves no letter."""
    words = "שלום עולם זה טקסט ארוך מאוד שנשבר לכמה שורות ארוכות"
    style = f"{NARROW}<style>p {{ font-family: DejaVu Sans; direction: rtl }}</style>"
    ours = written(f"<p>{words}</p>", changed=True, style=style)
    assert ours.joined == words
    rights = {round(line.box.x1) for line in ours.lines()}
    assert len(ours.lines()) > 1
    assert max(rights) - min(rights) <= 2


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一二三四五六七八九。", ("一二三四五六七", "八九。")),
        ("一二三四五六、七八九十。", ("一二三四五六、", "七八九十。")),
        ("一二三四五六七八九十。", ("一二三四五六七八", "九十。")),
        ("一二三四五六七、八。", ("一二三四五六", "七、八。")),
        ("一二三四五六七八", ("一二三四五六七八",)),
    ],
)
def test_no_character_alone(text: str, lines: tuple[str, ...]) -> None:
    """In Chinese no line is a single character, and none ends with one after a comma."""
    font = b64encode(script_faces.face("Hans", text, 400)).decode()
    style = (
        f"<style>@font-face {{ font-family: Chinese; src: url({script_faces.FONT}{font}) }}"
        "p { font: 12pt Chinese; width: 96.5pt }</style>"
    )
    ours = written(f"<p>{text}</p>", changed=True, style=style)
    assert tuple(line.text for line in ours.lines()) == lines


def first_line(facts: Facts) -> str:
    """Return the words of the first line of a document's paragraph."""
    first, *_ = facts.runs
    return " ".join(
        "".join(run.text for run in facts.runs if run.baseline == first.baseline).split()
    )


def test_a_space_before_an_inline_element_takes_no_room() -> None:
    """Where all but the space fits, the line is full; plain WeasyPrint ends it after a word."""

    def lines(*widths: int, changed: bool) -> list[str]:
        body = "<p>One two three four five six <b>7</b></p>"
        styles = (f"<style>p {{ width: {width / 10}pt }}</style>" for width in widths)
        return [first_line(written(body, changed=changed, style=style)) for style in styles]

    widths = range(1400, 2000, 20)
    plain = dict(zip(widths, lines(*widths, changed=False), strict=True))
    broken = [width for width, line in plain.items() if line == "One"]
    assert broken
    assert set(lines(*broken, changed=True)) == {"One two three four five six"}
