"""Other engines on the same words: how long each takes, and what it does not do.

Run as `python -m tests.bench.engines [ROUNDS]`. Each engine makes our large print in full, in a
process of its own, in turn: this builder with all its checks, plain WeasyPrint and Chromium from
the same page and sheets, and Typst and ReportLab, where they are installed, from its headings and
paragraphs alone. Prints for each the median of its processor time and, as its own file tells,
whether it is tagged, and how many of our rules find something in it. None but ours measures
whether texts fit, and none proves anything before the file is there.
"""

from __future__ import annotations

import importlib.util
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pikepdf

from brochures.render.weasyprint_speed import parse_quickly
from tests.bench.speed import COMMAND, ROOT, write_pages

WORDS = ROOT / "content.yaml"
NAME = "large-print-full"
TAGS = ("h1", "h2", "h3", "p", "li")

TYPST = """
import json, sys, typst
marks = {"h1": "= ", "h2": "== ", "h3": "=== ", "li": "- "}
sheet = '#set page("us-letter", margin: 1in)\\n#set text(18pt)\\n#let words = json("words.json")\\n'
words = json.load(open("words.json"))
lines = [f"{marks.get(tag, '')}#words.at({n}).at(1)" for n, (tag, _) in enumerate(words)]
open("page.typ", "w").write(sheet + "\\n\\n".join(lines))
typst.compile("page.typ", output="made.pdf")
"""
REPORTLAB = """
import json
from xml.sax.saxutils import escape
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate
styles = getSampleStyleSheet()
for style in styles.byName.values():
    style.fontSize, style.leading = 18, 24
names = {"h1": "Heading1", "h2": "Heading2", "h3": "Heading3"}
words = json.load(open("words.json"))
parts = [Paragraph(escape(text), styles[names.get(tag, "Normal")]) for tag, text in words]
SimpleDocTemplate("made.pdf", pagesize=letter).build(parts)
"""


def texts(page: str) -> Iterator[tuple[str, str]]:
    """Yield the headings, paragraphs and items of a page."""
    tree = parse_quickly(page)
    assert tree is not None
    for element in tree.iter():
        text = " ".join("".join(element.itertext()).split())
        if element.tag in TAGS and text:
            yield element.tag, text


def engines(folder: Path) -> dict[str, tuple[str | Path, ...]]:
    """Return the command of each engine that is there; it writes a PDF into the folder."""
    page = folder / "pages" / f"{NAME}.html"
    found: dict[str, tuple[str | Path, ...]] = {
        "this builder": (
            *COMMAND,
            NAME,
            "--force",
            "--content",
            WORDS,
            "--output",
            folder / "ours",
        ),
        "WeasyPrint": (sys.executable, "-m", "tests.bench.plain", page.parent),
    }
    if chromium := shutil.which("chromium"):
        options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
        made = f"--print-to-pdf={folder / 'made.pdf'}"
        found["Chromium"] = (chromium, *options, made, page.as_uri())
    for name, script in {"typst": TYPST, "reportlab": REPORTLAB}.items():
        if importlib.util.find_spec(name):
            found[name] = (sys.executable, "-c", script)
    return found


def seconds(command: Sequence[str | Path], folder: Path) -> float:
    """Return the processor time of a command and of all that it began."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command,
        cwd=folder,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def judged(pdf: Path) -> str:
    """Say how many pages a PDF has, whether it is tagged, and how many of our rules it breaks."""
    with pikepdf.open(pdf) as opened:
        pages, tagged = len(opened.pages), "/StructTreeRoot" in opened.Root
    command = (*COMMAND, "check", "--json", str(pdf))
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    rules = {finding["rule"] for each in json.loads(said) for finding in each["findings"]}
    return f"{pages:2} pages, {'tagged' if tagged else 'not tagged'}, {len(rules)} rules broken"


def main(arguments: Sequence[str]) -> None:
    """Print a line for each engine."""
    rounds = int(arguments[0]) if arguments else 5
    with TemporaryDirectory() as place:
        folder = Path(place)
        write_pages(WORDS, folder / "all")
        (folder / "pages").mkdir()
        page = (folder / "all" / f"{NAME}.html").read_text("utf-8")
        page = page.replace('href="styles/', f'href="{(ROOT / "styles").as_uri()}/')
        (folder / "pages" / f"{NAME}.html").write_text(page, "utf-8")
        (folder / "words.json").write_text(json.dumps([*texts(page)]), "utf-8")
        taken: dict[str, list[float]] = {}
        files: dict[str, Path] = {}
        for _ in range(rounds):
            for name, command in engines(folder).items():
                at = ROOT if name == "this builder" else folder
                taken.setdefault(name, []).append(seconds(command, at))
                made = [
                    folder / "made.pdf",
                    *folder.glob("ours/*.pdf"),
                    *folder.glob("pages/*.pdf"),
                ]
                (file,) = [each for each in made if each.exists()]
                files[name] = folder / name / f"{NAME}.pdf"  # rules are asked by a file's name
                files[name].parent.mkdir(exist_ok=True)
                file.rename(files[name])
        for name, times in taken.items():
            print(f"{name:<13} {median(times):5.2f} s, {judged(files[name])}")


if __name__ == "__main__":
    main(sys.argv[1:])
