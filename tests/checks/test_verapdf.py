"""veraPDF, the judge of PDF/UA that others use too, over all that can be made."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from brochures.checks.validators import Verdict, verdicts
from brochures.content.model import Content
from brochures.formats.model import PAPERS, for_print_shop, for_ua_2
from brochures.render.html import compose
from brochures.render.pdf import typeset
from tests.pdfs import by_hand, changed
from tests.placing import all_placed, on_paper
from tests.samples import longer, minimal, whole
from tests.verapdf import command, verapdf

pytestmark = pytest.mark.thorough

BY_HAND = by_hand(b"BT /F 9 Tf (Hello) Tj ET")


def elements(pdf: pikepdf.Pdf, kind: str) -> list[Dictionary]:
    """Return the structure elements of a type."""
    return [
        each
        for each in pdf.objects
        if isinstance(each, Dictionary) and each.get("/S") == kind and "/P" in each
    ]


def without_alternatives(pdf: pikepdf.Pdf) -> None:
    """Take the pictures' texts away."""
    for figure in elements(pdf, "/Figure"):
        if "/Alt" in figure:
            del figure.Alt


def with_a_level_skipped(pdf: pikepdf.Pdf) -> None:
    """Make each h2 an h4."""
    for heading in elements(pdf, "/H2"):
        heading.S = Name.H4


def without_items(pdf: pikepdf.Pdf) -> None:
    """Make each list item a paragraph."""
    for item in elements(pdf, "/LI"):
        item.S = Name.P


def without_words_for_links(pdf: pikepdf.Pdf) -> None:
    """Take away what links say."""
    for page in pdf.pages:
        for link in page.get("/Annots", []):
            del link.Contents


def without_language(pdf: pikepdf.Pdf) -> None:
    """Take the document's language away."""
    del pdf.Root.Lang


def without_tags(pdf: pikepdf.Pdf) -> None:
    """Take the structure tree away."""
    del pdf.Root.StructTreeRoot


DAMAGE: dict[Callable[[pikepdf.Pdf], None], str] = {
    without_alternatives: "7.3-1",
    with_a_level_skipped: "7.4.2-1",
    without_items: "7.2-19",
    without_words_for_links: "7.18.5-2",
    without_language: "7.2-34",
    without_tags: "7.1-11",
}
"""Ways to damage a handout, and the rule of veraPDF's that each breaks."""


@pytest.fixture(scope="module")
def every(content: Content) -> dict[str, bytes]:
    """All handouts: on both papers, as drafts, for a print shop, and of other words."""
    command()  # skips before anything is made
    made = {}
    for paper in PAPERS:
        words = on_paper(content, paper)
        kinds = all_placed(words)
        for name, each in kinds.items():
            for draft in (False, True):
                page = compose(words, each, draft=draft)
                made[f"{name}-{paper}{'-draft' * draft}"] = typeset(page, each).pdf
        shop = for_print_shop(kinds["trifold"])
        made[f"print-shop-{paper}"] = typeset(compose(words, shop), shop).pdf
        unmarked = replace(kinds["trifold"], fold_marks=False)
        made[f"trifold-{paper}-unmarked"] = typeset(compose(words, unmarked), unmarked).pdf
    for data in (minimal, whole, longer):
        other = Content.model_validate(data())
        for name, each in all_placed(other).items():
            made[f"{name}-{data.__name__}"] = typeset(compose(other, each), each).pdf
    return made


@pytest.fixture(scope="module")
def judged(every: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    """What veraPDF says of every handout, of damaged ones, and of what is no handout."""
    whole = every["trifold-letter"]
    damaged = {damage.__name__: changed(whole, damage) for damage in DAMAGE}
    others = {"by-hand": BY_HAND, "cut": whole[: len(whole) // 2]}
    return verapdf(every | damaged | others, tmp_path_factory.mktemp("verapdf"))


def said(verdict: Verdict) -> list[str]:
    """Return the rules that are broken."""
    return [finding.what.partition(":")[0] for finding in verdict.findings]


def test_every_handout_keeps_to_pdf_ua(
    every: dict[str, bytes],
    judged: dict[str, Verdict],
    record_property: Callable[[str, object], None],
) -> None:
    """VeraPDF finds no rule of PDF/UA-1 broken in any handout, on any paper, of any words."""
    broken = {name: said(judged[name]) for name in every if judged[name].findings}
    assert broken == {}
    record_property("judge", judged[next(iter(every))].judge)


def test_pdf_ua_2(content: Content, tmp_path: Path) -> None:
    """VeraPDF finds no rule of PDF/UA-2 broken in a handout that declares it."""
    made = {
        f"{name}-{paper}": typeset(compose(words, each), for_ua_2(each)).pdf
        for paper in PAPERS
        for words in [on_paper(content, paper)]
        for name, each in all_placed(words).items()
    }
    broken = {name: said(verdict) for name, verdict in verapdf(made, tmp_path, 2).items()}
    assert not any(broken.values()), broken


@pytest.mark.parametrize(("damage", "rule"), DAMAGE.items())
def test_damage_is_found(
    judged: dict[str, Verdict], damage: Callable[[pikepdf.Pdf], None], rule: str
) -> None:
    """VeraPDF names the rule that a damaged handout breaks."""
    assert rule in said(judged[damage.__name__])


def test_what_is_no_handout(judged: dict[str, Verdict]) -> None:
    """An untagged PDF breaks several rules; half a file gets no verdict, which is a finding."""
    assert {"6.2-1", "7.1-3", "7.1-11", "7.21.4.1-1"} <= set(said(judged["by-hand"]))
    assert said(judged["cut"]) == ["no verdict"]


def test_verapdf_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, judged: dict[str, Verdict]
) -> None:
    """Where `verapdf` is on the path it is asked, and its findings are those of a build."""
    program = tmp_path / "verapdf"
    program.write_text(f'#!/bin/sh\nexec {shlex.join(command())} "$@"\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    _, verdict = verdicts(BY_HAND)
    assert verdict.judge.startswith("veraPDF 1.")
    assert verdict == judged["by-hand"]
