"""Each change that saves time or memory gives the same pages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import tinyhtml5  # type: ignore[import-untyped]
from weasyprint import HTML

from brochures.content.model import Content
from brochures.formats import FORMATS
from brochures.formats.model import Format, for_print_shop
from brochures.render import weasyprint_speed
from brochures.render.html import compose
from brochures.render.pdf import BASE, _fetcher
from tests.placing import placed
from tests.samples import longer, minimal, whole
from tests.thorough import mostly, thorough

ROOT = Path(__file__).parents[2]


def shape(tree: ET.Element) -> Iterator[tuple[str, object, str]]:
    """Yield the elements, their attributes and texts; white space at their ends does not count."""
    for element in tree.iter():
        attributes = {k: v for k, v in element.attrib.items() if not k.endswith("xmlns")}
        yield element.tag, attributes, (element.text or "").strip()
        yield element.tag, None, (element.tail or "").strip()


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("draft", [False, pytest.param(True, marks=thorough)])
def test_quick_pages_are_the_same(content: Content, name: str, *, draft: bool) -> None:
    """The parser of XML makes the same tree of each of our pages as WeasyPrint's does."""
    for words in (content, *map(Content.model_validate, (minimal(), whole(), longer()))):
        office = placed(words, name)
        for made in (office, for_print_shop(office)) if office.folds else (office,):
            page = compose(words, made, draft=draft)
            tree = weasyprint_speed.parse_quickly(page)
            assert tree is not None
            usual = tinyhtml5.parse(page, namespace_html_elements=False)
            assert list(shape(tree)) == list(shape(usual))


@pytest.mark.parametrize("page", ["<p>A<p>B", "<html><p>A & B</p></html>", "A", "<p>&nbsp;</p>"])
def test_other_pages_are_left_to_weasyprint(page: str) -> None:
    """A page that is not well-formed is none for the parser of XML."""
    assert weasyprint_speed.parse_quickly(page) is None
    with weasyprint_speed.quick_pages():
        assert HTML(string=page).etree_element.tag == "html"


ODD = """<style>
:root { --wide: 40pt; direction: rtl }
div { margin-inline-start: 12pt; padding-block: calc(1pt + 2pt); width: calc(10pt + var(--wide)) }
p { border: medium solid; text-decoration: underline; columns: 2; float: left }
i { display: inline-block; position: relative; margin-left: inherit; color: inherit }
</style>"""


@pytest.mark.parametrize("name", mostly(["trifold", "one-page", "odd"], "one-page", "odd"))
def test_quick_styles_are_the_same(content: Content, made: Mapping[str, Format], name: str) -> None:
    """Styles computed in fewer steps give the same pages, byte for byte."""
    if name == "odd":
        html = f'<html lang="en"><title>T</title>{ODD}<div><p>A <i>b</i></p><p>C</p></div>'
    else:
        html = compose(content, made[name])

    def written() -> bytes:
        pdf: bytes = HTML(string=html, base_url=BASE, url_fetcher=_fetcher()).write_pdf(
            pdf_variant="pdf/ua-1"
        )
        return pdf

    plain = written()
    with weasyprint_speed.quick_styles():
        quick = written()
    assert plain == quick
    assert len(plain) > 2000


TEXTS = """
import os
from pathlib import Path
from weasyprint import HTML
from weasyprint.text import line_break
from weasyprint.text.fonts import FontConfiguration
from brochures.render import weasyprint_speed

font_config = FontConfiguration()
html = HTML(string='<p style="font-variant-ligatures: none">Text')
page = html.render(font_config=font_config).pages[0]
style = next(box.style for box in page._page_box.descendants() if box.element_tag == "p")

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024

def grown():
    before = resident()
    for _ in range(20_000):
        line_break.Layout(style)
    return resident() - before

grown()
print(grown())
font_config.font_features = weasyprint_speed.OwnFeatures()
with weasyprint_speed.freed_features():
    print(grown())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count memory otherwise")
@thorough
def test_features_are_freed() -> None:
    """20,000 pieces of text leave no memory behind; plain WeasyPrint's leave megabytes."""
    done = subprocess.run(
        [sys.executable, "-c", TEXTS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    plain, ours = map(int, done.stdout.split())
    assert plain > 1000
    assert ours < 200
