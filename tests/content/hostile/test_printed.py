"""Texts that mean something to programs: each is printed as it was typed, and does nothing."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

import make_pdf
from brochures.content.fields import MOST_ITEMS
from brochures.content.labels import Labels
from brochures.formats import FORMATS
from brochures.pdf import Facts, read
from tests.content.hostile.guard import WATCH
from tests.samples import whole
from tests.thorough import thorough
from tests.trials import reads

CANARY = "file:///{canary}"
"""Stands for the address of a file that must not be read."""

MARKUP = (
    "<script>alert(1)</script>",
    "<style>* { display: none }</style>",
    f"<img src={CANARY}>",
    f"<link rel=stylesheet href={CANARY}>",
    f"<iframe src={CANARY}></iframe>",
    f'<object data="{CANARY}"></object>',
    f'<svg><image href="{CANARY}"/></svg>',
    f'<!DOCTYPE x [<!ENTITY e SYSTEM "{CANARY}">]> &e;',
    f'<xi:include href="{CANARY}"/>',
    f'<link rel=attachment href="{CANARY}">',
    "<img src=http://127.0.0.1:9/pixel.png>",
    "<link rel=stylesheet href=http://example.com/a.css>",
    "<link rel=stylesheet href=//example.com/a.css>",
    "<base href=https://example.com/>",
    "<meta http-equiv=refresh content=0;url=http://example.com>",
    '<a href="javascript:alert(1)" onclick="alert(1)">you</a>',
    "<svg onload=alert(1)><title>you</title></svg>",
    "</title></head><body><h1>you</h1>",
    "</p></li></ul></section>",
    "<!-- you",
    "--> you ]]> you",
    "<![CDATA[ you ]]>",
    "<?xml version='1.0'?>",
    "&amp; &lt;b&gt; &nbsp; &quot;",
    "&#60;b&#62; &#x202E; &#0;",
    "<b",
    "\" onmouseover='alert(1)' x=\"",
    "< b > & < / b >",
)

TEMPLATES = (
    "{{ 7*7 }}",
    "{{ content.clinic.email }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ x | safe }}",
    f"{{% include '{CANARY}' %}}",
    "{% for x in range(9**9) %}you{% endfor %}",
    "{% raw %}{{ you }}{% endraw %}",
    "{# you #}",
    "{number} {page} {clinic.__class__}",
    "[you](javascript:alert(1))",
    "[you](http://127.0.0.1:9/)",
    "[you](https://example.com onclick=alert(1))",
    "[you](data:text/html,<script>alert(1)</script>)",
    "%(name)s %s {0} ${HOME} $(id) `id`",
)

STYLES = (
    "} body { display: none } /*",
    f"@import url({CANARY});",
    "background: url(http://example.com/a.png)",
    "\\3c script\\3e you",
    "--room: 0; color: expression(alert(1))",
    "*/ @page { size: 1in } /*",
)

SPELLINGS = (
    "'; DROP TABLE you; --",
    "!!python/object:os.system you",
    "*a &b <<: x",
    "- - - # you",
    "null",
    ".nan",
    "0x1F 1_000 1e999 12:30",
    "2026-01-31",
    "+ADw-script+AD4-",
    "C:\\you\\new\\0",
    "/etc/passwd",
    "../../etc/passwd",
    "you" * 300,
    "i" * 1000,
)

TYPED = (*MARKUP, *TEMPLATES, *STYLES, *SPELLINGS)
"""Texts that are printed as they were typed."""

CORRECTED = {
    "accents": ("cafe\u0301 nin\u0303o", "café niño"),
    "no-break spaces": ("10\u202fmg 5\u2007mg 2\u00a0mg", "10\u00a0mg 5\u00a0mg 2\u00a0mg"),
    "next line": ("you\x85we", "you we"),
    "separators": ("you\u2028we\u2029they", "you we they"),
    "wide spaces": ("you\u2003we\u3000they", "you we they"),
    "line breaks": ("you\r\nwe\n\n\nthey", "you we they"),
    "tabs": ("you\t\twe", "you we"),
}
"""Texts that are printed in the one way that prints."""

LINKS = {
    "website": ("example.com/?a='b'&c=(d);e=%22#f", "https://example.com/?a='b'&c=(d);e=%22#f"),
    "email": ("o'neil+a@mail.example.com", "mailto:o'neil+a@mail.example.com"),
}
"""Facts of the clinic with odd characters, and where their links lead."""


class Printed(NamedTuple):
    """What became of all those texts."""

    facts: Mapping[str, Facts]
    desk: str
    plain: str
    """The print desk of plain words."""
    canary: Path
    opened: list[str]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Make drafts of a content that holds all those texts."""
    folder = tmp_path_factory.mktemp("hostile")
    canary = folder / "canary.txt"
    canary.write_text("p { color: red } /* the canary sings */", "utf-8")
    texts = [
        *(text.replace("{canary}", str(canary).lstrip("/")) for text in TYPED),
        *(text for text, _ in CORRECTED.values()),
    ]
    data = whole()
    (folder / "plain.yaml").write_text(yaml.safe_dump(data), "utf-8")
    for number in range(0, len(texts), MOST_ITEMS):
        items = [
            {"name": f"{n}.", "text": text} for n, text in enumerate(texts[number:][:MOST_ITEMS])
        ]
        section = {"title": "Signs", "for_clinicians": {"title": "Signs"}, "items": items}
        data["topic"]["sections"][f"s{number}"] = section
    data["clinic"] |= {key: value for key, (value, _) in LINKS.items()}
    data["clinic"]["name"] = MARKUP[15]
    for part in (data["topic"], data["topic"]["cover"], data["topic"]["for_clinicians"]):
        part["title"] = MARKUP[0]
    data["labels"] = {
        "desk": {"title": MARKUP[15], "lead": TEMPLATES[0]},
        "mail": {"lines": [text for text in MARKUP if "{" not in text][:MOST_ITEMS]},
    }
    file = folder / "content.yaml"
    file.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    WATCH.opened.clear()
    for words in (file, folder / "plain.yaml"):
        out = folder / words.stem
        assert make_pdf.main(["--draft", "--content", str(words), "--output", str(out)]) in (0, 1)
    made = {path.stem: read(path.read_bytes()) for path in (folder / "content").rglob("*.pdf")}
    desk, plain = (
        next((folder / name).rglob("index.html")).read_text("utf-8")
        for name in ("content", "plain")
    )
    return Printed(made, desk, plain, canary, list(WATCH.opened))


WHOLE_TEXTS = [name for name, made in FORMATS.items() if made.pages is None and not made.follows]
"""Formats that take as many pages as they need, so that all texts are in them, in full."""


@thorough
def test_all_formats_are_made(printed: Printed) -> None:
    """What is read below are drafts of all handouts that a content gets without asking."""
    assert printed.facts.keys() == {name for name, made in FORMATS.items() if not made.on_request}
    assert WHOLE_TEXTS


@thorough
@pytest.mark.parametrize("text", TYPED, ids=lambda text: text[:30])
def test_is_printed_as_typed(text: str, printed: Printed) -> None:
    """What means something to HTML, Jinja, CSS, YAML or a shell is a text like any other."""
    text = text.replace("{canary}", str(printed.canary).lstrip("/"))
    for name in WHOLE_TEXTS:
        assert reads(printed.facts[name].text, text)


@thorough
@pytest.mark.parametrize(("typed", "expected"), CORRECTED.values(), ids=CORRECTED)
def test_is_printed_in_one_way(typed: str, expected: str, printed: Printed) -> None:
    """Accents, spaces and line breaks that look alike print alike."""
    assert typed != expected
    for name in WHOLE_TEXTS:
        assert expected in printed.facts[name].text


@thorough
@pytest.mark.parametrize(("text", "uri"), LINKS.values(), ids=LINKS)
def test_links_lead_where_they_say(text: str, uri: str, printed: Printed) -> None:
    """A fact with odd characters is printed as typed, and its link leads to it and no further."""
    for facts in printed.facts.values():
        assert reads(facts.text, text)
        assert uri in {annotation.uri for annotation in facts.annotations}
        actions = {annotation.action for annotation in facts.annotations}
        assert actions <= {"URI", "GoTo", None}


@thorough
def test_titles_and_names_are_texts_too(printed: Printed) -> None:
    """Markup in what becomes the title of the document stays a text."""
    for facts in printed.facts.values():
        assert facts.title
        assert facts.title.startswith(f"{Labels().draft}: {MARKUP[0]}")
        assert facts.title.endswith(f" \u2013 {MARKUP[15]}")
        assert reads(facts.text, MARKUP[15])


@thorough
def test_nothing_outside_is_read(printed: Printed) -> None:
    """No address in a text is followed: the file that they name was never opened."""
    assert str(printed.canary) not in printed.opened
    assert "/etc/passwd" not in printed.opened
    assert str(printed.canary.with_name("content.yaml")) in printed.opened
    assert not any("canary sings" in facts.text for facts in printed.facts.values())


class Elements(HTMLParser):
    """Collects the elements of a page that could run, load or restyle something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[tuple[str, str]] = set()
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element with each of its attributes; of an address only its scheme."""
        for name, value in attrs or [("", "")]:
            where = (value or "").partition(":")[0] if name in ("href", "src") else ""
            self.found.add((tag, f"{name} {where}".strip()))

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.text.append(data)


@thorough
def test_the_print_desk_is_no_way_in(printed: Printed) -> None:
    """The page that opens in a browser has no element or attribute that plain words do not make."""
    desk, plain = Elements(printed.desk), Elements(printed.plain)
    findings = {(tag, "") for tag in ("ul", "li", "strong", "br", "summary")}
    assert desk.found - plain.found <= findings | {("details", "class"), ("ul", "class")}
    assert MARKUP[15] in "".join(desk.text)
    assert "{{ 7*7 }}" in "".join(desk.text)


def a_picture(side: int) -> bytes:
    """Return a small PNG file of a large picture, all black."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = zlib.compress(bytes(side * (side // 8 + 1)), 9)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


@thorough
@pytest.mark.parametrize("command", ["build", "check"])
def test_a_picture_of_81_megapixels(
    command: str, tmp_path: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No picture is unpacked: as the words it is refused, as a handout to be judged it is none."""
    file = tmp_path / "photo.png"
    file.write_bytes(a_picture(9000))
    assert file.stat().st_size < 20_000
    words = {
        "build": ["build", "--content", str(file), "--output", str(output)],
        "check": ["check", str(file)],
    }
    status = make_pdf.main(words[command])
    said = capsys.readouterr()
    assert status == (2 if command == "build" else 1)
    assert "not saved as UTF-8" in said.err if status == 2 else "unreadable" in said.err
    assert "Traceback" not in said.err
