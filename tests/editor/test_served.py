"""The page of the editor as it is served: nothing from elsewhere, nothing inline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from brochures.content.editor_labels import EditorLabels
from brochures.data.palette import palette, themes
from brochures.render.pages import POLICY, compose_editor, editor_sheet

STATIC = Path(__file__).parents[2] / "brochures" / "editor" / "static"
SCRIPTS = sorted(STATIC.glob("*.js"))

MOST = 400
"""Lines of a script."""


def test_addresses_are_relative() -> None:
    """The page carries a secret in its path: it asks for what it needs below that alone."""
    html = compose_editor("en-US")
    asked = re.findall(r'(?:href|src)="([^"]*)"', html)
    assert "static/editor.js" in asked
    assert [each for each in asked if re.match(r"[a-z]+:|/", each)] == ["data:,"]
    for path in SCRIPTS:
        calls = re.findall(r'(?:ask|act|from) ?\(?["`]([^"`]*)', path.read_text("utf-8"))
        assert [each for each in calls if "://" in each or each.startswith("/")] == []


def test_nothing_is_inline() -> None:
    """No script and no style stands in the page, nor in what the scripts write."""
    html = compose_editor("en-US")
    assert re.findall(r"<style|\sstyle=|\son\w+=", html) == []
    assert re.findall(r"<script[^>]*>(.+?)</script>", html) == []
    assert "unsafe" not in POLICY
    for path in SCRIPTS:
        assert "innerHTML" not in path.read_text("utf-8")


def test_scripts_are_short() -> None:
    """Every script can be read in one go."""
    lines = {path.name: len(path.read_text("utf-8").splitlines()) for path in SCRIPTS}
    assert {name: count for name, count in lines.items() if count > MOST} == {}


def test_every_word_is_used() -> None:
    """Each word is in the template or in a script, and each that a script asks for is there."""
    scripts = "".join(path.read_text("utf-8") for path in SCRIPTS)
    asked = set(re.findall(r"\bwords\.(\w+)", scripts)) | set(
        re.findall(r'says = "(\w+)"', scripts)
    )
    template = Path(STATIC.parents[1] / "render" / "templates" / "editor.html").read_text("utf-8")
    known = set(EditorLabels.model_fields)
    assert asked <= known
    assert known - asked - set(re.findall(r"labels\.(\w+)", template)) == set()


def test_languages() -> None:
    """The page says which language it speaks: that of its words, not that which was asked for."""
    assert '<html lang="es">' in compose_editor("es")
    assert '<html lang="en">' in compose_editor("tlh")


@pytest.mark.parametrize("theme", themes())
def test_themes(theme: str) -> None:
    """The sheet has the colours and the face of a theme, and a clinic's own colours over them."""
    sheet = editor_sheet(theme, {"deep": "#123456"})
    assert f'--display: "{palette(theme).face}"' in sheet
    assert sheet.index("--deep: #123456") > sheet.index(f"--deep: {palette(theme).colors['deep']}")
    assert "url(http" not in sheet
