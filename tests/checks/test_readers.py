"""What other readers see is compared with the file: any difference withholds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pikepdf
import pydyf
import pytest
from _pytest.mark import ParameterSet
from pikepdf import Name, String

from brochures.build.handouts import Handout, build
from brochures.checks import readers
from brochures.content.model import Content, PaperName
from brochures.formats import FORMATS
from brochures.formats.model import PAPERS, Format, for_print_shop, for_ua_2
from brochures.pdf import pdfium_tree, poppler, read, trimmed, xref
from brochures.render import weasyprint_tags
from brochures.render.html import compose
from brochures.render.pdf import typeset
from brochures.render.result import Typeset
from tests.checks.pages import TODAY
from tests.pdfs import changed
from tests.placing import helping_in, on_paper, placed
from tests.programs import needs
from tests.thorough import thorough

VARIANTS: Mapping[str, Callable[[Format], Format]] = {
    "office": lambda made: made,
    "draft": lambda made: made,
    "ua2": for_ua_2,
    "shop": for_print_shop,
}
"""What is made of a format, by names."""


QUICK = (
    ("letter", "trifold", "office"),
    ("letter", "trifold", "shop"),
    ("letter", "large-print-full", "office"),
)
"""Every build asks the same readers, but for texts: these stand for the rest."""


def every() -> Iterator[ParameterSet]:
    """Yield all that can be made: a format, a paper and a variant; few cases of them are quick."""
    for paper in PAPERS:
        for name, made in FORMATS.items():
            for variant in VARIANTS:
                if variant == "shop" and not made.folds:
                    continue
                marks = () if (paper, name, variant) in QUICK else thorough
                yield pytest.param(
                    name, paper, variant, marks=marks, id=f"{name}-{paper}-{variant}"
                )


def differences(pdf: bytes, *, bleed: float = 0) -> list[str]:
    """Return what other readers see otherwise."""
    facts = read(trimmed(pdf) if bleed else pdf)
    verdicts = readers.verdicts(pdf, facts, poppler.view(pdf, texts=True), ours=True)
    return [finding.what for verdict in verdicts for finding in verdict.findings]


@pytest.mark.parametrize(("name", "paper", "variant"), list(every()))
def test_other_readers_agree(
    content: Content,
    name: str,
    paper: PaperName,
    variant: str,
    record_property: Callable[[str, object], None],
) -> None:
    """PDFium and poppler see the very tags, texts, title, language and links of each file."""
    needs("pdfinfo")
    words = on_paper(helping_in(("es", "zh-Hans", "ru"), content), paper)
    made = VARIANTS[variant](placed(words, name))
    pdf = typeset(compose(words, made, draft=variant == "draft"), made).pdf
    assert differences(pdf, bleed=made.bleed) == []
    assert pdfium_tree.view(pdf).pages[0]
    record_property("judge", pdfium_tree.NAME)
    record_property("judge", f"poppler {poppler.version()}")


def free_as_before(unused: pydyf.Object) -> None:
    """Leave an object out of the file, but count it in the cross-reference."""
    unused.free = "f"


def test_the_fault_that_was(content: Content, made: Mapping[str, Format]) -> None:
    """Objects that are left out but counted are what validators miss, and readers do not."""
    with patch.object(weasyprint_tags, "free", free_as_before):
        pdf = typeset(compose(content, made["trifold"]), made["trifold"]).pdf
    assert len(xref.misplaced(pdf)) > 100
    said = differences(pdf)
    assert any("cross-reference" in each for each in said)
    assert any("PDFium sees the title" in each for each in said)
    assert any("PDFium does not see" in each for each in said)


def test_it_withholds(content: Content, tmp_path: Path) -> None:
    """A handout whose tags other readers do not see is not published."""
    with patch.object(weasyprint_tags, "free", free_as_before):
        (outcome,) = build([Handout(content, FORMATS["trifold"], tmp_path)], TODAY)
    assert {finding.rule for finding in outcome.findings} == {"other-readers"}
    assert not outcome.path.exists()
    assert pdfium_tree.NAME in outcome.judges


def lose_the_way_back(pdf: pikepdf.Pdf) -> None:
    """Leave out the table that leads from what is painted to its tag."""
    del pdf.Root.StructTreeRoot.ParentTree


def lead_astray(pdf: pikepdf.Pdf) -> None:
    """Let the table lead from one content to the tag of another one."""
    page = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    page[0] = page[1]


def forget_the_title(pdf: pikepdf.Pdf) -> None:
    """Give the metadata a title that the document's own entries do not have."""
    pdf.trailer.Info.Title = String("")


@pytest.mark.parametrize("damage", [lose_the_way_back, lead_astray])
def test_damage_is_seen(
    handouts: Mapping[str, Typeset], damage: Callable[[pikepdf.Pdf], None]
) -> None:
    """What leads PDFium elsewhere than to the tag that holds a content is a difference."""
    damaged = changed(handouts["one-page"].pdf, damage)
    assert any("PDFium does not see" in each for each in differences(damaged))


def test_texts_are_compared(handouts: Mapping[str, Typeset]) -> None:
    """Another text of a tag's, another link or title, and a tag without content are differences."""
    pdf = handouts["trifold"].pdf
    facts = read(pdf)
    (document,) = facts.tags
    for other in (
        replace(facts, language="es"),
        replace(facts, annotations=facts.annotations[1:]),
        replace(facts, info={**facts.info, "Title": "Another"}),
        replace(facts, tags=(replace(document, alt="A page"),)),
        replace(facts, tags=(replace(document, expansion="A page"),)),
        replace(facts, tags=(replace(document, language="fr"),)),
        replace(facts, tags=(replace(document, children=document.children[1:]),)),
        replace(
            facts,
            tags=(
                replace(document, children=(*document.children, replace(document, children=()))),
            ),
        ),
    ):
        verdict, *_ = readers.verdicts(pdf, other, None, ours=True)
        assert verdict.findings


def test_poppler_is_compared(handouts: Mapping[str, Typeset]) -> None:
    """Other tags, another text or title, and a warning of poppler's are differences."""
    needs("pdfinfo")
    pdf = handouts["trifold"].pdf
    seen = poppler.view(pdf, texts=True)
    assert seen
    assert seen.texts
    facts = read(pdf)
    for other in (
        seen._replace(types=seen.types[1:]),
        seen._replace(texts=seen.texts[1:]),
        seen._replace(texts=tuple(reversed(seen.texts))),
        seen._replace(title="Another"),
        seen._replace(warnings=("Syntax Error: something",)),
    ):
        _, verdict = readers.verdicts(pdf, facts, other, ours=True)
        (finding,) = verdict.findings
        assert finding.rule == "other-readers"
    _, verdict = readers.verdicts(pdf, facts, other, ours=False)
    assert [finding.warning for finding in verdict.findings] == [True]


def test_without_poppler(handouts: Mapping[str, Typeset], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where poppler is not installed, it is not named among those who judged."""
    monkeypatch.setattr(poppler, "version", lambda: None)
    pdf = handouts["one-page"].pdf
    verdicts = list(readers.verdicts(pdf, read(pdf), poppler.view(pdf, texts=True), ours=True))
    assert [verdict.judge for verdict in verdicts] == [pdfium_tree.NAME]


def test_poppler_that_gives_no_answer(
    handouts: Mapping[str, Typeset], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That poppler takes too long is a warning, and no other tags than those that are there."""
    needs("pdfinfo")
    pdf = handouts["one-page"].pdf
    monkeypatch.setattr(poppler, "TREE", replace(poppler.TREE, patience=0))
    *_, verdict = readers.verdicts(pdf, read(pdf), poppler.view(pdf, texts=True), ours=True)
    (finding,) = verdict.findings
    assert finding.warning
    assert "too long" in finding.what


def test_cross_reference(handouts: Mapping[str, Typeset]) -> None:
    """Each compressed object is where its entry says, also in a file that qpdf wrote anew."""
    pdf = handouts["large-print"].pdf
    assert xref.misplaced(pdf) == ()
    assert xref.misplaced(changed(pdf, lambda _: None)) == ()
    assert xref.misplaced(b"%PDF-1.4\nstartxref\n0\n%%EOF\n") == ()
    assert xref.misplaced(b"no PDF") == ()
    start = int(pdf.split(b"startxref\n")[1].split()[0])
    assert xref.misplaced(pdf[:start] + pdf[start:].replace(Name.XRef.unparse(), b"/Xref")) == ()
