"""The face for words with letters that Handout Sans does not have."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from fontTools.ttLib import TTFont

from brochures.content.model import Content
from brochures.data import typeface
from brochures.pdf import read
from brochures.render.html import compose
from brochures.render.pages import compose_desk
from brochures.render.pdf import typeset
from tests.placing import placed
from tests.samples import minimal

HEIGHTS = ("ascent", "descent", "lineGap")


@pytest.fixture(params=typeface.EXTENDED_FACES)
def face(request: pytest.FixtureRequest) -> Iterator[TTFont]:
    """Yield the face in regular and in bold."""
    with TTFont(typeface.FOLDER / request.param) as font:
        yield font


def relative(font: TTFont, *names: str) -> list[float]:
    """Return heights of a face in type sizes."""
    return [round(getattr(font["hhea"], name) / font["head"].unitsPerEm, 2) for name in names]


def test_it_stands_beside_the_face_for_texts(face: TTFont) -> None:
    """Small letters are as high, and lines as far apart, as in Handout Sans."""
    with TTFont(typeface.FOLDER / typeface.FACES[0]) as text:
        assert relative(face, *HEIGHTS) == relative(text, *HEIGHTS)
        high, wanted = (font["OS/2"].sxHeight / font["head"].unitsPerEm for font in (face, text))
    assert high == pytest.approx(wanted, abs=0.01)


@pytest.mark.parametrize(
    "letters",
    [
        "ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựỳỷỹỵĐđƠơƯư",  # Vietnamese
        "ĞğİıŞşÇçÖöÜü",  # Turkish
        "ĄąĆćĘęŁłŃńÓóŚśŹźŻż",  # Polish
        "ĀāĒēĪīŌōŪū",  # Latvian, Maori
        "ŴŵŶŷ",  # Welsh
        "ẸẹỌọṢṣ",  # Yoruba
        "ƁɓƊɗƘƙ",  # Hausa
        "ĈĉĜĝĤĥĴĵŜŝŬŭ",  # Esperanto
    ],
)
def test_languages_in_latin_letters(letters: str) -> None:
    """Names in them can be printed."""
    assert typeface.unprintable(letters) == []


def test_it_has_a_name_of_its_own_and_its_licence(face: TTFont) -> None:
    """It is not called like the face that it is made of; what that asks is kept."""
    names = face["name"]
    assert names.getDebugName(1) == typeface.EXTENDED
    assert "The Noto Project Authors" in names.getDebugName(0)
    licence = (typeface.FOLDER / "LICENSE-HandoutSansExtended.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in licence


def test_a_name_is_set_in_one_face() -> None:
    """It is set in the other face as a whole, in a link too; the words around it are not."""
    data = minimal()
    data["clinic"]["name"] = "Phòng khám Nguyễn"
    data["clinic"]["email"] = "nguyễn@example.com"
    content = Content.model_validate(data)
    made = placed(content, "large-print-full")
    facts = read(typeset(compose(content, made), made).pdf)
    other = [run.text.strip() for run in facts.runs if "Extended" in run.face]
    assert set(other) == {"Phòng khám Nguyễn", "nguyễn@example.com"}
    assert "A dark room" in " ".join(run.text for run in facts.runs if "Extended" not in run.face)


def test_of_a_long_text_only_the_words_are() -> None:
    """A paragraph with a name in it stays in the face for texts."""
    data = minimal()
    words = "You can call us at any time. "
    data["topic"]["sections"]["habits"]["items"][0]["text"] = f"{words * 4}Ask for Thị Ánh. {words}"
    content = Content.model_validate(data)
    made = placed(content, "large-print-full")
    facts = read(typeset(compose(content, made), made).pdf)
    assert {run.text.strip() for run in facts.runs if "Extended" in run.face} == {"Thị"}


def vietnamese() -> Content:
    """Return a content in which many words have such letters, and many have none."""
    data = minimal()
    data["language"] = "vi"
    data["clinic"]["tagline"] = "Ngủ ngon"
    data["topic"]["name"] = "Giấc ngủ"
    section = data["topic"]["sections"]["habits"]
    section["title"] = "Những điều nên làm"
    words = "Quý vị ngủ ngon hơn khi phòng tối và yên tĩnh. Xin gọi cho chúng tôi trong tuần này. "
    section["items"][0] |= {"name": "Phòng ngủ tối", "text": words * 2}
    return Content.model_validate(data)


@pytest.mark.parametrize("name", ["trifold", "large-print-full"])
def test_a_page_in_a_language_that_needs_it(name: str) -> None:
    """It is set in that face as a whole: titles, numbers and words without such letters too."""
    content = vietnamese()
    made = placed(content, name)
    facts = read(typeset(compose(content, made), made).pdf)
    assert {run.face.removesuffix("-Bold") for run in facts.runs} == {"Handout-Sans-Extended"}


def test_a_print_desk_in_such_a_language() -> None:
    """It has that face inside it, in place of the others; one in English does not have it."""
    data = (typeface.FOLDER / typeface.EXTENDED_FACES[0]).read_bytes()
    face = base64.b64encode(data).decode("ascii")

    def desk(content: Content) -> str:
        card = {"file": "card.vcf", "download": "data:"}
        return compose_desk(content, sheets=[], overdue=None, rules=1, card=card)

    assert face in desk(vietnamese())
    assert face not in desk(Content.model_validate(minimal()))
