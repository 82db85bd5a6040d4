"""The guides of CONTRIBUTING and docs/, followed to the letter in a copy of the project."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from brochures.pdf import read
from tests.samples import MINIMAL
from tests.thorough import thorough

ROOT = Path(__file__).parent.parent

FORMAT = '''
from brochures.formats.model import Format, Legibility, Panel, Paper, Slot


def sheet(paper: Paper) -> Format:
    """Return the format on a paper."""
    return Format(
        name="door-sign",
        title="Door sign",
        about="A page for the door.",
        readers="Patients",
        width=paper.short_edge,
        height=paper.long_edge,
        paper=paper.name,
        sheet=paper.name,
        legibility=Legibility(16, {}, 1.25, 60, 60, 0.5, 1),
        margin=0.5,
        duplex="Simplex",
        pages=1,
        panels=(Panel("sign", 0, 0, 0, paper.short_edge, paper.long_edge),),
        slots=(Slot("sign", ("sign",)),),
    )
'''

TEMPLATE = """
{% extends "base.html" %}
{% import "parts.html" as parts with context %}
{% import "sections.html" as sections with context %}
{% block about %}{{ content.topic.heading }}{% endblock %}
{% block title %}{{ content.topic.heading }}{% endblock %}
{% block body %}
<section class="panel" id="sign">
<h1>{{ content.topic.heading | inline }}</h1>
<p class="first">{{ content.labels.call }} {{ parts.call(content) }}</p>
{% for placed in format.placement.sign %}
<div class="part" data-section="topic.sections.{{ placed.section }}">
{{ sections.words(placed, "named") }}
</div>
{% endfor %}
{{ parts.review(content) }}
{{ parts.contact(content) }}
</section>
{% endblock %}
"""

SHEET = """
html { font-size: 16pt; line-height: 22pt; }
.panel { box-sizing: border-box; height: var(--page-height); padding: 54pt 72pt; }
h1 { font-size: 30pt; line-height: 40pt; }
h2 { font-size: 22pt; line-height: 30pt; margin-top: 20pt; }
.named li, .first, .contact { margin-top: 12pt; }
.contact .phone strong { font-size: 30pt; line-height: 40pt; }
"""

KIND = '''
class Tip(Block, Part):
    """A short piece of advice, set apart."""

    text: Text
    """What to do, such as "Bring a list of your medicines"."""

    def said(self, _: Depth) -> Iterator[str]:
        """Yield the advice."""
        yield self.text


class Picture('''

MACRO = """
{% macro block(body, section, depth, style) -%}
<p class="tip"><strong>{{ body.text | inline }}</strong></p>
{%- endmacro %}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the program, with a small content."""
    for name in ("brochures", "styles"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "make_pdf.py", tmp_path)
    (tmp_path / "content.yaml").write_text(MINIMAL, "utf-8")
    return tmp_path


def run(project: Path, *command: str) -> str:
    """Run a command of Python in the copy; return what it prints."""
    done = subprocess.run(
        [sys.executable, *command], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@thorough
def test_add_a_format(project: Path) -> None:
    """Three new files make a format, which is listed, built and published."""
    (project / "brochures/formats/door_sign.py").write_text(FORMAT, "utf-8")
    (project / "brochures/render/templates/door-sign.html").write_text(TEMPLATE, "utf-8")
    (project / "styles/door-sign.css").write_text(SHEET, "utf-8")
    assert "door-sign" in run(project, "make_pdf.py", "list")
    run(project, "make_pdf.py", "door-sign")
    facts = read((project / "output/door-sign.pdf").read_bytes())
    assert "You sleep better in a dark room." in facts.text
    assert "Door sign" in (project / "output/index.html").read_text("utf-8")


@thorough
def test_add_a_kind_of_block(project: Path) -> None:
    """A class with its line in Section, a macro and a part of a sheet make a kind of block."""
    blocks = project / "brochures/content/blocks.py"
    code = blocks.read_text("utf-8").replace("\nclass Picture(", KIND, 1)
    line = "    picture: Picture | None = None\n"
    assert line in code
    blocks.write_text(code.replace(line, f"{line}    tip: Tip | None = None\n"), "utf-8")
    (project / "brochures/render/templates/blocks/tip.html").write_text(MACRO, "utf-8")
    with (project / "styles/blocks.css").open("a", encoding="utf-8") as sheet:
        sheet.write(".tip { border-left: 3pt solid var(--rule); padding-left: 8pt }\n")
    run(project, "-m", "brochures.content.json_schema")
    words = "    tip:\n      title: One more thing\n      tip: {text: Bring a list.}\n"
    with (project / "content.yaml").open("a", encoding="utf-8") as content:
        content.write(words)
    run(project, "make_pdf.py")
    assert "Bring a list." in read((project / "output/large-print-full.pdf").read_bytes()).text
    schema = (project / "brochures/content/content.schema.json").read_text("utf-8")
    assert '"Tip": {' in schema


@thorough
def test_add_a_language(project: Path) -> None:
    """Three new files, and lines in two that are there, make a language: no code."""
    shutil.copytree(ROOT / "tools", project / "tools")
    data = project / "brochures/data"
    assert "\nit: " in run(project, "tools/catalogs.py", "it")
    words = {entry.msgctxt: entry.msgstr for entry in polib.pofile(str(data / "locale/es.po"))}
    catalog = polib.pofile(str(data / "locale/it.po"))
    for entry in catalog:
        entry.msgstr = words[entry.msgctxt]
    catalog.save()
    for kind in ("new", "wording"):
        shutil.copy(data / kind / "es.yaml", data / kind / "it.yaml")
    lines = data / "new_content.yaml"
    text = lines.read_text("utf-8")
    for known, line in (("topics:\n", "  it: La visita\n"), ("names:\n", "  it: La clinica\n")):
        text = text.replace(known, known + line, 1)
    lines.write_text(text, "utf-8")
    lists = data / "wording/country/US.yaml"
    text = lists.read_text("utf-8")
    known = "device-approval:\n"
    lists.write_text(text.replace(known, f"{known}  it: [approvato dalla FDA]\n", 1), "utf-8")
    run(project, "make_pdf.py", "new", "clinic", "--language", "it")
    assert 'name: "La clinica"' in (project / "clinic/content.yaml").read_text("utf-8")
    asked = "from brochures.checks.wording import unasked; print(unasked('it'))"
    assert run(project, "-c", asked) == "('passive-sentences',)\n"


@pytest.mark.parametrize("guide", ["CONTRIBUTING.md", "docs/translations.md"])
def test_guides_name_what_is_there(guide: str) -> None:
    """Every file and command that a guide names is there."""
    text = (ROOT / guide).read_text("utf-8")
    paths = re.findall(r"`((?:brochures|styles|tests|tools|docs)/[\w./-]+)`", text)
    names = [path for path in paths if not re.search(r"NAME|KIND|LANGUAGE|COUNTRY", path)]
    assert names
    assert [path for path in names if not (ROOT / path).exists()] == []
