"""The faces of other scripts: cut down to the letters of a page, and the same in every run."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from brochures.content.loader import ContentError, read_content
from brochures.content.model import Content
from brochures.data import scripts as known
from brochures.data.scripts import Script, scripts
from brochures.formats import FORMATS
from brochures.pdf import read
from brochures.render.html import compose
from brochures.render.pdf import typeset
from brochures.render.script_faces import SPACES, face, families, named, sheet
from tests.placing import placed
from tests.samples import MINIMAL, minimal
from tests.thorough import mostly

ROOT = Path(__file__).parents[2]

LETTERS = {
    "Cyrl": "Привет",
    "Grek": "Λόγος",
    "Arab": "سلام",
    "Hebr": "שלום",
    "Beng": "বাংলা",
    "Hans": "你睡不好",
    "Hant": "你睡不好嗎",
    "Jpan": "眠れない",
    "Kore": "잠이",
}
LANGUAGES = {
    "Cyrl": "ru",
    "Grek": "el",
    "Arab": "ar",
    "Hebr": "he",
    "Beng": "bn",
    "Hans": "zh-Hans",
    "Hant": "zh-Hant",
    "Jpan": "ja",
    "Kore": "ko",
}
WEIGHTS = (400, 700)

IN_A_PROCESS = """
import sys
from hashlib import sha256
from brochures.render.script_faces import face
for each in sys.argv[1:]:
    code, letters = each.split("=")
    print(*(sha256(face(code, letters, weight)).hexdigest() for weight in (400, 700)))
"""

each_script = pytest.mark.parametrize("code", mostly(LETTERS, "Cyrl", "Arab", "Hebr", "Hans"))


def opened(code: str, weight: int = 400) -> TTFont:
    """Return the face that is made of a script's letters."""
    return TTFont(BytesIO(face(code, LETTERS[code], weight)))


def test_every_script_is_tried() -> None:
    """The letters here are those of all scripts that there are."""
    assert scripts().keys() == LETTERS.keys() == LANGUAGES.keys()
    for code, letters in LETTERS.items():
        assert known.used(letters, LANGUAGES[code]).keys() == {code}


@each_script
def test_it_has_these_letters(code: str) -> None:
    """A face has the letters that it is made of, its typeface's spaces, and no other character."""
    spaces = set(map(ord, SPACES)) & TTFont(scripts()[code].file(400)).getBestCmap().keys()
    assert ord(" ") in spaces
    for weight in WEIGHTS:
        assert opened(code, weight).getBestCmap().keys() == {*map(ord, LETTERS[code]), *spaces}


@each_script
def test_it_is_static(code: str) -> None:
    """A face has one weight and no axis, and is called by it."""
    for weight, style in zip(WEIGHTS, ("Regular", "Bold"), strict=True):
        font = opened(code, weight)
        assert not {"fvar", "gvar", "avar", "HVAR", "STAT"} & set(font.keys())
        assert font["OS/2"].usWeightClass == weight
        family = scripts()[code].face
        assert font["name"].getDebugName(4) == f"{family} {style}"
        assert font["name"].getDebugName(6) == f"{family.replace(' ', '')}-{style}"


@each_script
def test_bold_is_bold(code: str) -> None:
    """The letters of the bold face are others than those of the regular one."""
    letter = ord(LETTERS[code][0])
    regular, bold = (opened(code, weight) for weight in WEIGHTS)
    shapes = [font["glyf"][font.getBestCmap()[letter]] for font in (regular, bold)]
    assert shapes[0] != shapes[1]


@each_script
def test_it_is_larger(code: str) -> None:
    """Its letters are larger by `scale` than those that they are made of."""
    script = scripts()[code]
    letter = ord(LETTERS[code][0])
    advances = []
    for font in (TTFont(script.file(400)), opened(code)):
        width, _ = font["hmtx"][font.getBestCmap()[letter]]
        advances.append(width / font["head"].unitsPerEm)
    original, made = advances
    assert made / original == pytest.approx(script.scale, rel=0.002)


@pytest.mark.parametrize("script", scripts().values(), ids=lambda script: script.code)
def test_it_is_large_enough_for_patients(script: Script) -> None:
    """The smallest type of each format for patients is large enough for each script."""
    for made in FORMATS.values():
        if made.for_patients:
            assert made.legibility.smallest * script.scale >= script.smallest


def test_the_same_bytes() -> None:
    """Another process makes the same bytes of the same letters, whatever its hashes are."""
    made = {
        code: [sha256(face(code, letters, weight)).hexdigest() for weight in WEIGHTS]
        for code, letters in LETTERS.items()
        if code in ("Arab", "Hebr", "Hans")
    }
    asked = [f"{code}={LETTERS[code]}" for code in made]
    command = [sys.executable, "-c", IN_A_PROCESS, *asked]
    told = subprocess.run(
        command,
        cwd=ROOT,
        env={"PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert [line.split() for line in told.stdout.splitlines()] == list(made.values())


# On a page


def test_a_page_names_its_letters() -> None:
    """A page has the faces of the scripts that stand on it, and a page in Latin letters none."""
    page = "<html><head></head><body><p>Тихо, שלום</p></body></html>"
    said = named(page, "ru")
    assert {family.rpartition(" ")[0] for family in families(said)} == {
        scripts()["Cyrl"].face,
        scripts()["Hebr"].face,
    }
    assert sheet(said).count("@font-face") == 4
    latin = "<html><head></head><body><p>A café</p></body></html>"
    assert named(latin, "ru") is latin
    assert sheet(latin) == ""


def test_other_letters_have_another_name() -> None:
    """Faces of two pages with other letters can stand side by side."""
    first, second = (f"<head></head><p>{word}</p>" for word in ("Тихо", "Темно"))
    assert not families(named(first, "ru")) & families(named(second, "ru"))
    assert families(named(first, "ru")) == families(named(f"{first}<p>оТих</p>", "ru"))


@pytest.mark.parametrize("code", mostly(LETTERS, "Cyrl", "Arab"))
def test_it_is_printed(code: str) -> None:
    """A word is set in the face of its script, and read as it is typed; others are not."""
    data = minimal()
    (item,) = data["topic"]["sections"]["habits"]["items"]
    item["name"] = LETTERS[code]
    data["language"] = LANGUAGES[code]
    content = Content.model_validate(data)
    made = placed(content, "large-print-full")
    facts = read(typeset(compose(content, made), made).pdf)
    faces = {run.face for run in facts.runs if LETTERS[code] in run.text}
    assert {each.rpartition("-")[0] for each in faces} == {scripts()[code].face.replace(" ", "-")}
    assert "Handout-Sans" in {
        run.face.rpartition("-")[0] for run in facts.runs if "400-0867" in run.text
    }


# Where it is not installed


@pytest.mark.parametrize(("word", "script"), [("سلام", "Arabic"), ("你睡不好", "Chinese")])
def test_a_package_that_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str, script: str
) -> None:
    """A text whose typeface is not installed is refused in its line, with what to type for it."""
    path = tmp_path / "content.yaml"
    path.write_text(MINIMAL.replace("You sleep better in a dark room.", word), "utf-8")
    assert read_content(path).content
    monkeypatch.setattr(Script, "is_installed", property(lambda self: not self.package))
    with pytest.raises(ContentError) as refusal:
        read_content(path)
    (problem,) = refusal.value.problems
    line = path.read_text("utf-8").split("\n").index(f"          text: {word}") + 1
    assert (problem.file, problem.line) == (path, line)
    assert problem.path == "topic.sections.habits.items[0].text"
    assert problem.what == f"The typeface for {script} letters is not installed."
    extra = next(each.extra for each in scripts().values() if each.name == script)
    assert problem.fix == f"Install it: pip install 'brochures[{extra}]'."
