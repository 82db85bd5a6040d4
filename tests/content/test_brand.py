"""A clinic's own look: colours that stay readable, and a logo with its alternative text."""

from __future__ import annotations

from pathlib import Path

import pytest

from brochures.content.brand import LEAST_CONTRAST, MOST_OF_A_TINT, contrast_with_white
from brochures.content.loader import advice, load, read_content
from tests.content.mistakes import Case, problems
from tests.samples import MINIMAL

TOPIC = "topic:\n"


def wrong(colors: str, path: str, *says: str) -> Case:
    """Return a mistake in the colours, as they are typed in braces."""
    return Case(TOPIC, f"brand: {{colors: {{{colors}}}}}\n{TOPIC}", "brand:", f"brand.{path}", says)


@pytest.mark.parametrize(
    ("color", "contrast"),
    [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#595959", 7.0), ("#FF0000", 4.0)],
)
def test_contrast(color: str, contrast: float) -> None:
    """The contrast is that of WCAG: greys and red as its tools give them."""
    assert contrast_with_white(color) == pytest.approx(contrast, abs=0.01)


@pytest.mark.parametrize(
    "case",
    [
        wrong('deep: "#777777"', "colors.deep", "hard to read", "4.5 to 1", "7 to 1 is needed"),
        wrong('ink: "#5a5a5a"', "colors.ink", "hard to read", "6.9 to 1", "Choose a darker"),
        wrong('urgent: "#d9633f"', "colors.urgent", "hard to read", "Choose a darker colour"),
        wrong('cool: "#c0d0d0"', "colors.cool", "too dark to stand behind text", "lighter colour"),
        wrong('deep: "#0b4a5"', "colors.deep", "is not written in the way", 'such as "#0b4a57"'),
        wrong("deep: navy", "colors.deep", "navy is not written in the way", 'such as "#0b4a57"'),
        wrong('warm: "#zzzzzz"', "colors.warm", "is not written in the way", "never text"),
        wrong("deep: 777777", "colors.deep", "as a number", 'deep: "777777"'),
        wrong('blue: "#0b4a57"', "colors.blue", 'no key "blue"', "ink, deep, urgent, cool, warm"),
        Case(
            TOPIC,
            f"brand: {{logo: logo.svg}}\n{TOPIC}",
            "brand:",
            "brand.logo",
            ("Keys are wanted here (file, alt)",),
        ),
        Case(
            TOPIC,
            f"brand: {{logo: {{file: logo.svg}}}}\n{TOPIC}",
            "brand:",
            "brand.logo.alt",
            ('"alt" is missing', "for people who cannot see it"),
        ),
    ],
    ids=str,
)
def test_what_is_refused(case: Case, file: Path) -> None:
    """A colour that hides text is refused with its contrast; what is no colour with an example."""
    case.check(file, MINIMAL)


def test_the_limits_themselves_are_accepted(file: Path) -> None:
    """The palest colour of text and the darkest tint that are allowed are allowed."""
    assert contrast_with_white("#595959") >= LEAST_CONTRAST
    assert contrast_with_white("#d9e0e0") <= MOST_OF_A_TINT
    colors = '{ink: "#595959", cool: "#d9e0e0", warm: "#ffcc00", glow: "#FF0000"}'
    assert problems(file, MINIMAL.replace(TOPIC, f"brand: {{colors: {colors}}}\n{TOPIC}")) == ()
    assert load(file).brand.colors.glow == "#FF0000"


def test_a_colour_without_quotes_is_advised_of(file: Path) -> None:
    """A colour that YAML takes for a note is not lost in silence."""
    colors = "brand:\n  colors:\n    deep: #0b4a57\n    ink:\n"
    file.write_text(MINIMAL.replace(TOPIC, f"{colors}{TOPIC}"), "utf-8")
    (problem,) = (each for each in advice(read_content(file)) if each.path.startswith("brand"))
    assert problem.path == "brand.colors.deep"
    assert problem.line == MINIMAL[: MINIMAL.index(TOPIC)].count("\n") + 3
    assert 'deep: "#0b4a57"' in problem.fix
