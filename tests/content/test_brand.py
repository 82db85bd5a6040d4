"""A clinic's own look: its theme, colours that stay readable, a logo with its alternative text."""

from __future__ import annotations

from pathlib import Path

import pytest

from brochures.content.loader import advice, load, read_content
from brochures.data.palette import themes
from tests.content.mistakes import COVER, Case, problems
from tests.samples import MINIMAL

TOPIC = "topic:\n"


def wrong(colors: str, path: str, *says: str) -> Case:
    """Return a mistake in the colours, as they are typed in braces."""
    return Case(TOPIC, f"brand: {{colors: {{{colors}}}}}\n{TOPIC}", "brand:", f"brand.{path}", says)


@pytest.mark.parametrize(
    "case",
    [
        wrong('deep: "#777777"', "colors.deep", "hard to read", "3.6 to 1", "7 to 1 is needed"),
        wrong('ink: "#545454"', "colors.ink", "Text in ink (#545454)", "on cool (#dcebea)", "6.1"),
        wrong('urgent: "#d9633f"', "colors.urgent", "hard to read on tint", "nearest colour"),
        wrong('cool: "#c0d0d0"', "colors.cool", "too dark to stand behind", "21 % grey, and 15 %"),
        wrong('tint: "#808080"', "colors.tint", "50 % grey", "would do is #ebebeb"),
        wrong('glow: "#0b4a60"', "colors.glow", "glow (#0b4a60) is not light enough"),
        wrong('deep: "#80104f", warm: "#c08040"', "colors.warm", "beside deep (#80104f)", "4 to 1"),
        wrong('deep: "#0b4a5"', "colors.deep", "is not written in the way", 'such as "#0b4a57"'),
        wrong("deep: navy", "colors.deep", "navy is not written in the way", 'such as "#0b4a57"'),
        wrong('warm: "#zzzzzz"', "colors.warm", "is not written in the way", "never text"),
        wrong("deep: 777777", "colors.deep", "as a number", 'deep: "777777"'),
        wrong(
            'blue: "#0b4a57"', "colors.blue", 'no key "blue"', "ink, deep, urgent, tint, cool, mid"
        ),
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


def on_cover(typed: str, at: str, path: str, *says: str) -> Case:
    """Return a mistake below the cover, after its drawing, as it is typed."""
    return Case(COVER, f"{COVER}{typed}", at, f"topic.cover{path}", says)


@pytest.mark.parametrize(
    "case",
    [
        on_cover(
            "    photo: {file: a.jpg, alt: A door}\n",
            "cover:",
            "",
            "has a drawing (art) and a photo",
            "Keep one",
        ),
        on_cover("    photo: a.jpg\n", "photo:", ".photo", "Keys are wanted here (file, alt)"),
        on_cover(
            "    photo: {file: a.jpg}\n",
            "photo:",
            ".photo.alt",
            '"alt" is missing',
            "for people who cannot see it",
        ),
        on_cover(
            "    photo: {file: a.jpg, alt: ''}\n",
            "photo:",
            ".photo.alt",
            "text is empty",
            "Write a text",
        ),
        on_cover("    foto: a.jpg\n", "foto:", ".foto", 'Did you mean "photo"?'),
    ],
    ids=str,
)
def test_what_is_refused_on_a_cover(case: Case, file: Path) -> None:
    """A cover has one picture: a drawing, or a photo with words for those who cannot see it."""
    case.check(file)


def test_every_role_has_a_colour(file: Path) -> None:
    """A clinic can set each role, in small letters or capitals."""
    colors = {
        "ink": "#1A1A1A",
        "deep": "#333366",
        "urgent": "#7a1f1f",
        "tint": "#f7f3ea",
        "cool": "#e6e9f2",
        "mid": "#abb3cc",
        "warm": "#ffcc00",
        "glow": "#FF6600",
    }
    typed = ", ".join(f'{role}: "{color}"' for role, color in colors.items())
    assert problems(file, MINIMAL.replace(TOPIC, f"brand: {{colors: {{{typed}}}}}\n{TOPIC}")) == ()
    assert load(file).brand.own_colors == colors


def test_a_colour_goes_with_the_theme(file: Path) -> None:
    """A colour that does with one theme may not do with another, whose colours it stands beside."""
    glow = MINIMAL.replace(
        TOPIC, f'brand: {{theme: orchard, colors: {{glow: "#bf5a38"}}}}\n{TOPIC}'
    )
    assert problems(file, glow) == ()
    (problem,) = problems(file, glow.replace("orchard", "garden"))
    assert "deep (#1f4d3a)" in problem.what


def test_themes(file: Path) -> None:
    """Ours is harbour; each of the others can be named, and one that is misspelt is guessed."""
    assert problems(file, MINIMAL) == ()
    assert load(file).brand.theme == "harbour"
    for theme in themes():
        assert problems(file, MINIMAL.replace(TOPIC, f"brand: {{theme: {theme}}}\n{TOPIC}")) == ()
        assert load(file).brand.theme == theme
    (problem,) = problems(file, MINIMAL.replace(TOPIC, f"brand:\n  theme: Gardn\n{TOPIC}"))
    assert problem.path == "brand.theme"
    assert problem.what == 'There is no theme called "Gardn".'
    assert problem.fix == 'Did you mean "garden"? There are: harbour, garden, orchard.'


def test_a_colour_without_quotes_is_advised_of(file: Path) -> None:
    """A colour that YAML takes for a note is not lost in silence."""
    colors = "brand:\n  colors:\n    deep: #0b4a57\n    ink:\n"
    file.write_text(MINIMAL.replace(TOPIC, f"{colors}{TOPIC}"), "utf-8")
    (problem,) = (each for each in advice(read_content(file)) if each.path.startswith("brand"))
    assert problem.path == "brand.colors.deep"
    assert problem.line == MINIMAL[: MINIMAL.index(TOPIC)].count("\n") + 3
    assert 'deep: "#0b4a57"' in problem.fix
