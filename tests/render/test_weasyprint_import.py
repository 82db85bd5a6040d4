"""WeasyPrint imported quickly is WeasyPrint."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from brochures.formats import FORMATS
from tests.thorough import mostly, thorough

ROOT = Path(__file__).parents[2]
WRITE = """
import hashlib, sys
from pathlib import Path
{start}
from brochures.render.html import compose
from brochures.formats import FORMATS
from brochures.formats.model import for_print_shop
from brochures.content.loader import load
from brochures.render.pdf import typeset
from tests.placing import placed
content = load(Path("content.yaml"))
every = [placed(content, name) for name in FORMATS]
every.append(for_print_shop(placed(content, "trifold")))
for made in every if {all} else [placed(content, "one-page")]:
    print(hashlib.sha256(typeset(compose(content, made), made).pdf).hexdigest())
print("fontTools.subset" in sys.modules)
"""

QUICK = "from brochures.render import weasyprint_speed; weasyprint_speed.load()"


@cache
def said(code: str, plain: str = "0") -> list[str]:
    """Return what a Python program prints; the same one is run once."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"BROCHURES_PLAIN_WEASYPRINT": plain},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


@thorough
def test_same_bytes() -> None:
    """With the switch off all PDFs are the same, and it is off: the subsetter was imported."""
    code = WRITE.format(start=QUICK, all="True")
    quick, plain = said(code), said(code, "1")
    assert len(quick) == len(FORMATS) + 2
    assert plain[:-1] == quick[:-1]
    assert plain[-1] == "True"
    if sys.platform == "linux":
        assert quick[-1] == "False"


def test_switched_off_nothing_is_changed() -> None:
    """With the switch off WeasyPrint is as it comes while handouts are laid out."""
    code = f"""
{QUICK}
import tinyhtml5
from weasyprint.css import ComputedStyle
from weasyprint.text.line_break import Layout
from brochures.render.pdf import _font_configuration
def all_of_it():
    return tinyhtml5.parse, ComputedStyle.__missing__, Layout.setup
before = all_of_it()
with weasyprint_speed.quicker():
    print(before == all_of_it(), type(_font_configuration('').font_features) is dict)
"""
    assert said(code, "1") == ["True True"]
    assert said(code) == ["False False"]


def test_what_was_put_off_is_there_once_it_is_used() -> None:
    """The stand-ins become the real thing, for WeasyPrint and for everybody else."""
    code = f"""
{QUICK}
from weasyprint.pdf import fonts
import fontTools.subset, fontTools.varLib.instancer
print(fonts.subset.Options().drop_tables == fontTools.subset.Options().drop_tables)
print(isinstance(fonts.subset.Subsetter(), fontTools.subset.Subsetter))
try:
    fonts.instantiateVariableFont(None, {{}})
except Exception as error:
    print(type(error).__name__)
"""
    assert said(code)[:2] == ["True", "True"]


def test_without_the_libraries_known_names() -> None:
    """Where a library has another name, WeasyPrint is imported the plain way."""
    code = f"""
import ctypes.util, sys
import cffi
dlopen = cffi.FFI.dlopen
def strange(self, name, flags=0):
    if "find" not in vars(self) and ctypes.util.find_library("x") is None and lambda_is_ours():
        raise OSError("no such name")
    return dlopen(self, name, flags)
def lambda_is_ours():
    return ctypes.util.find_library.__name__ == "<lambda>"
cffi.FFI.dlopen = strange
{QUICK}
import weasyprint
print(weasyprint.__version__)
"""
    assert said(code)[-1]


@pytest.mark.parametrize("times", mostly([1, 2], 2))
def test_loading_twice_is_loading_once(times: int) -> None:
    """Who asks again changes nothing."""
    code = f"{QUICK}\n" * times + "import weasyprint; print(weasyprint.HTML.__name__)"
    assert said(code) == ["HTML"]


@pytest.mark.parametrize(
    "kept", mostly(["nothing yet", "spoilt", "nowhere to keep it"], "nothing yet")
)
@thorough
def test_declarations_that_cannot_be_used(tmp_path: Path, kept: str) -> None:
    """Where compiled declarations are missing or spoilt, they are made, or read the plain way."""
    folder = tmp_path / "kept"
    code = f"""
from brochures.render import weasyprint_speed
weasyprint_speed.FOLDER = weasyprint_speed.Path({str(folder)!r})
"""
    if kept == "spoilt":
        code += (
            "def spoil(source, name, file):\n    file.parent.mkdir()\n    file.write_text('(')\n"
        )
        code += "weasyprint_speed._compile = spoil\n"
    elif kept == "nowhere to keep it":
        code += "weasyprint_speed.FOLDER.write_text('')\n"
    compiled = said(code + WRITE.format(start="weasyprint_speed.load()", all="False"))
    assert compiled[0] == said(WRITE.format(start=QUICK, all="False"))[0]
    made = len(list(folder.glob("declared_*.py"))) if folder.is_dir() else 0
    assert made == (kept != "nowhere to keep it")
