"""Handouts after a copier, a fax and a camera: what they say is read back from pixels."""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from unittest.mock import patch

import pypdfium2
import pytesseract
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageFilter

from brochures.content.model import Content
from brochures.data.contrast import contrast
from brochures.formats import FORMATS
from brochures.formats.model import Format
from brochures.pdf import Facts
from brochures.render.html import compose
from brochures.render.pdf import typeset
from brochures.render.qr_code import code, vcard
from brochures.render.result import Typeset
from tests.placing import ours, placed
from tests.programs import needs
from tests.samples import longer
from tests.thorough import mostly, thorough

COPIER = 300
"""Dots an inch."""

FAX_ACROSS = 204
"""Dots an inch of a fax (ITU-T T.4); it has 98 down the page, or 196 if it is set to fine."""

BICUBIC = Image.Resampling.BICUBIC

NOISE = 0.005
"""Share of a fax's dots that come out in the wrong colour."""

NEIGHBOURS = ImageFilter.Kernel((3, 3), [1, 1, 1, 1, 0, 1, 1, 1, 1], scale=8)
"""Makes of each dot the grey of the eight around it."""

LONELY = 32
"""That grey where one of the eight is white; where one is black, 255 less this."""

TRIES = 3
"""So many of four hurt faxes have to come back exactly."""

ENOUGH = 0.98
"""Least share of the one-page's words that a fine fax has to bring across."""


def painted(pdf: bytes, page: int, dots: int) -> Image.Image:
    """Return a page in grey, so many dots an inch."""
    with pypdfium2.PdfDocument(pdf) as document:
        image: Image.Image = document[page].render(scale=dots / 72, grayscale=True).to_pil()
    return image


def sent(sheet: Image.Image, down: int) -> Image.Image:
    """Return a sheet, painted twice as fine, as a fax sends it: black or white, so many lines."""
    across = round(sheet.width / 2), round(sheet.height * down / (2 * FAX_ACROSS))
    return sheet.resize(across, Image.Resampling.BOX).point(lambda grey: 255 if grey > 127 else 0)


def received(fax: Image.Image, down: int) -> Image.Image:
    """Return a fax as it is printed at 300 dots an inch."""
    size = round(fax.width * COPIER / FAX_ACROSS), round(fax.height * COPIER / down)
    return fax.resize(size, Image.Resampling.LANCZOS)


def faxed(pdf: bytes, down: int) -> Image.Image:
    """Return a page as it comes out of a fax."""
    return received(sent(painted(pdf, 0, 2 * FAX_ACROSS), down), down)


def askew(pdf: bytes, down: int, degrees: float) -> Image.Image:
    """Return a page as it comes out of a fax that drew it in crookedly."""
    sheet = painted(pdf, 0, 2 * FAX_ACROSS)
    return received(sent(sheet.rotate(degrees, BICUBIC, fillcolor=255), down), down)


def noisy(pdf: bytes, down: int, seed: int) -> Image.Image:
    """Return a page as it comes out of a fax over a bad line, without the specks."""
    fax = sent(painted(pdf, 0, 2 * FAX_ACROSS), down)
    dots = bytearray(fax.tobytes())
    chance = random.Random(seed)  # noqa: S311 - the same dots on every run
    for place in chance.sample(range(len(dots)), round(NOISE * len(dots))):
        dots[place] ^= 255
    return received(without_specks(Image.frombytes("L", fax.size, bytes(dots))), down)


def without_specks(fax: Image.Image) -> Image.Image:
    """Return a fax as servers clean it: dots with one neighbour at most of their colour turn."""
    around = fax.filter(NEIGHBOURS)
    white = around.point(lambda grey: 255 if grey >= 255 - LONELY else 0)
    not_black = around.point(lambda grey: 255 if grey > LONELY else 0)
    return ImageChops.darker(ImageChops.lighter(fax, white), not_black)


def read(image: Image.Image) -> str:
    """Return the text that Tesseract finds in a picture."""
    (text,) = read_all([image])
    return text


def read_all(images: Iterable[Image.Image]) -> list[str]:
    """Return the text that Tesseract finds in each picture."""
    needs("tesseract")
    # One picture a core: its threads wait for one another on few cores.
    with patch.dict(os.environ, OMP_THREAD_LIMIT="1"), ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(partial(pytesseract.image_to_string, config="--psm 3"), images))


@cache
def fax(pdf: bytes, down: int) -> str:
    """Return what is read of the first page after a fax."""
    return read(faxed(pdf, down))


@thorough
@pytest.mark.parametrize("name", ours())
def test_copied_in_grey(
    handouts: Mapping[str, Typeset],
    facts: Mapping[str, Facts],
    content: Content,
    made: Mapping[str, Format],
    name: str,
) -> None:
    """After a black-and-white copier, name, phones, e-mail and crisis line are read exactly."""
    number = 0 if made[name].pages else len(facts[name].pages) - 1
    text = read(painted(handouts[name].pdf, number, COPIER))
    clinic, crisis = content.clinic, content.crisis_line
    assert crisis
    wanted = [clinic.name, clinic.phone.number, crisis.number]
    wanted += [] if "facts" in made[name].without else [str(clinic.phone.spelled)]
    wanted += [] if "email" in made[name].without else [str(clinic.email)]
    assert [words for words in wanted if words not in text] == []


@pytest.mark.parametrize("down", mostly([98, 196], 98))
def test_faxed(handouts: Mapping[str, Typeset], content: Content, down: int) -> None:
    """After a fax, standard or fine, name, phones and e-mail of the one-page are read exactly."""
    text = fax(handouts["one-page"].pdf, down)
    clinic = content.clinic
    wanted = (clinic.name, clinic.phone.number, str(clinic.phone.spelled), str(clinic.email))
    assert [words for words in wanted if words not in text] == []


def brought_across(faxes: Iterable[Image.Image], content: Content) -> list[bool]:
    """Say of each fax whether both phone numbers and the e-mail address are read exactly."""
    clinic = content.clinic
    wanted = (clinic.phone.number, str(clinic.phone.spelled), str(clinic.email))
    return [all(words in text for words in wanted) for text in read_all(faxes)]


@thorough
@pytest.mark.parametrize("down", [98, 196])
def test_faxed_askew(handouts: Mapping[str, Typeset], content: Content, down: int) -> None:
    """Of four faxes drawn in up to a degree askew, three bring phones and e-mail across.

    Nothing straightens them.
    """
    faxes = (askew(handouts["one-page"].pdf, down, degrees) for degrees in (-1, -0.5, 0.5, 1))
    assert sum(brought_across(faxes, content)) >= TRIES


@thorough
@pytest.mark.parametrize("down", [98, 196])
def test_faxed_over_a_bad_line(
    handouts: Mapping[str, Typeset], content: Content, down: int
) -> None:
    """Of four faxes with 5 wrong dots in 1,000, three bring phones and e-mail across.

    Lone dots are taken away first, as fax servers do: with them Tesseract reads none of the four.
    """
    faxes = (noisy(handouts["one-page"].pdf, down, seed) for seed in range(4))
    assert sum(brought_across(faxes, content)) >= TRIES


@thorough
def test_the_fax_number_after_a_fax() -> None:
    """The clinic's fax number, once it is given, is read exactly after a standard fax."""
    content = Content.model_validate(longer())
    made = placed(content, "one-page")
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


WITH_CODE = tuple(name for name in ours() if FORMATS[name].pages)
"""Handouts of a fixed size have the clinic's contact as a code."""


@pytest.mark.parametrize("name", WITH_CODE)
def test_the_code_is_read(
    handouts: Mapping[str, Typeset], made: Mapping[str, Format], content: Content, name: str
) -> None:
    """A camera finds a code on the sheet, or on each card: the very contact of contact.vcf."""
    codes = zxingcpp.read_barcodes(painted(handouts[name].pdf, 0, 200))
    assert len(codes) == 1 + len(made[name].copies)
    for each in codes:
        assert each.format == zxingcpp.BarcodeFormat.QRCode
        assert each.text == vcard(content.clinic, content.language)


def test_the_code_survives_a_fax(handouts: Mapping[str, Typeset], content: Content) -> None:
    """After a fine fax the one-page's code is still read."""
    (read_back,) = zxingcpp.read_barcodes(faxed(handouts["one-page"].pdf, 196))
    assert read_back.text == vcard(content.clinic, content.language)


@pytest.mark.parametrize("name", WITH_CODE)
def test_the_code_is_large_enough(
    handouts: Mapping[str, Typeset], facts: Mapping[str, Facts], content: Content, name: str
) -> None:
    """The code is 20 mm a side or more, its modules 0.4 mm, with four of them white around it."""
    made = code(vcard(content.clinic, content.language))
    pdf = facts[name]
    (figure,) = (tag for tag in pdf.find("Figure") if tag.alt == content.labels.code)
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
