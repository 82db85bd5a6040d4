"""Handouts after a copier, a fax and a camera: what they say is read back from pixels."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from unittest.mock import patch

import pypdfium2
import pytesseract
import pytest
import zxingcpp
from PIL import Image

from brochures.card import code, vcard
from brochures.checks.contrast import contrast
from brochures.compose import compose
from brochures.content import Content
from brochures.facts import Facts
from brochures.formats import FORMATS
from brochures.layout import Typeset
from brochures.typeset import typeset
from tests.programs import needs
from tests.samples import longer
from tests.thorough import mostly, thorough

COPIER = 300
"""Dots an inch."""

FAX_ACROSS = 204
"""Dots an inch of a fax (ITU-T T.4); it has 98 down the page, or 196 if it is set to fine."""

ENOUGH = 0.98
"""Least share of the one-page's words that a fine fax has to bring across."""


def painted(pdf: bytes, page: int, dots: int) -> Image.Image:
    """Return a page in grey, so many dots an inch."""
    with pypdfium2.PdfDocument(pdf) as document:
        image: Image.Image = document[page].render(scale=dots / 72, grayscale=True).to_pil()
    return image


def faxed(pdf: bytes, down: int) -> Image.Image:
    """Return a page as it comes out of a fax: black or white, then printed at 300 dots an inch."""
    sharp = painted(pdf, 0, 2 * FAX_ACROSS)
    inches = sharp.width / (2 * FAX_ACROSS), sharp.height / (2 * FAX_ACROSS)
    size = round(inches[0] * FAX_ACROSS), round(inches[1] * down)
    sent = sharp.resize(size, Image.Resampling.BOX).point(lambda grey: 255 if grey > 127 else 0)
    printed = round(inches[0] * COPIER), round(inches[1] * COPIER)
    return sent.resize(printed, Image.Resampling.LANCZOS)


def read(image: Image.Image) -> str:
    """Return the text that Tesseract finds in a picture."""
    needs("tesseract")
    # Its threads wait for one another on few cores.
    with patch.dict(os.environ, OMP_THREAD_LIMIT="1"):
        text: str = pytesseract.image_to_string(image, config="--psm 3")
    return text


@cache
def fax(pdf: bytes, down: int) -> str:
    """Return what is read of the first page after a fax."""
    return read(faxed(pdf, down))


@thorough
@pytest.mark.parametrize(("name", "page"), [("trifold", 0), ("large-print", -1), ("one-page", 0)])
def test_copied_in_grey(
    handouts: Mapping[str, Typeset],
    facts: Mapping[str, Facts],
    content: Content,
    name: str,
    page: int,
) -> None:
    """After a black-and-white copier, name, phones, e-mail and crisis line are read exactly."""
    number = page % len(facts[name].pages)
    text = read(painted(handouts[name].pdf, number, COPIER))
    clinic = content.clinic
    wanted = (clinic.name, clinic.phone.number, str(clinic.phone.spelled), clinic.email)
    for words in (*wanted, content.crisis.number):
        assert words in text


@pytest.mark.parametrize("down", mostly([98, 196], 98))
def test_faxed(handouts: Mapping[str, Typeset], content: Content, down: int) -> None:
    """After a fax, standard or fine, name, phones and e-mail of the one-page are read exactly."""
    text = fax(handouts["one-page"].pdf, down)
    clinic = content.clinic
    for words in (clinic.name, clinic.phone.number, str(clinic.phone.spelled), clinic.email):
        assert words in text


@thorough
def test_the_fax_number_after_a_fax() -> None:
    """The clinic's fax number, once it is given, is read exactly after a standard fax."""
    content = Content.model_validate(longer())
    made = FORMATS["one-page"]
    assert str(content.clinic.fax) in fax(typeset(compose(content, made), made).pdf, 98)


@thorough
def test_words_after_a_fine_fax(
    handouts: Mapping[str, Typeset], facts: Mapping[str, Facts]
) -> None:
    """A fine fax brings 98 of 100 words of the one-page across."""
    words = Counter(
        word for line in facts["one-page"].lines() for word in re.findall(r"\w+", line.text)
    )
    lost = words - Counter(re.findall(r"\w+", fax(handouts["one-page"].pdf, 196)))
    assert 1 - lost.total() / words.total() >= ENOUGH, list(lost)


@pytest.mark.parametrize("name", ["trifold", "one-page"])
def test_the_code_is_read(handouts: Mapping[str, Typeset], content: Content, name: str) -> None:
    """A camera finds one code on the sheet, and in it the very contact of contact.vcf."""
    (read_back,) = zxingcpp.read_barcodes(painted(handouts[name].pdf, 0, 200))
    assert read_back.format == zxingcpp.BarcodeFormat.QRCode
    assert read_back.text == vcard(content.clinic)


def test_the_code_survives_a_fax(handouts: Mapping[str, Typeset], content: Content) -> None:
    """After a fine fax the one-page's code is still read."""
    (read_back,) = zxingcpp.read_barcodes(faxed(handouts["one-page"].pdf, 196))
    assert read_back.text == vcard(content.clinic)


@pytest.mark.parametrize("name", ["trifold", "one-page"])
def test_the_code_is_large_enough(
    handouts: Mapping[str, Typeset], facts: Mapping[str, Facts], content: Content, name: str
) -> None:
    """The code is 20 mm a side or more, its modules 0.4 mm, with four of them white around it."""
    made = code(vcard(content.clinic))
    pdf = facts[name]
    (figure,) = (tag for tag in pdf.find("Figure") if tag.alt == content.drawings.code)
    (graphic,) = (graphic for part in figure.contents() for graphic in part.graphics)
    box = graphic.box
    module = box.width / made.modules
    assert min(box.width, box.height) >= 20 / 25.4 * 72 - 0.1
    assert module >= 0.4 / 25.4 * 72 - 0.01
    dots = COPIER / 72
    sheet = painted(handouts[name].pdf, 0, COPIER)
    inside, around = (
        [round(edge * dots) for edge in place]
        for place in (box.shrunk(-0.5), box.shrunk(-4 * module))
    )
    sheet.paste(255, (inside[0], inside[1], inside[2], inside[3]))
    assert sheet.crop((around[0], around[1], around[2], around[3])).getextrema() == (255, 255)


def test_tints_are_light_or_dark(facts: Mapping[str, Facts]) -> None:
    """In grey, what stands behind text is lighter than 15 % grey or clearly dark."""
    white = (255, 255, 255)
    for pdf in facts.values():
        for run in pdf.runs:
            for behind in run.behind:
                ratio = contrast(behind.color, white)
                assert ratio < 1.4 or ratio > 7
