"""What does not fit is set tighter, within the standards, and then named and measured."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product
from types import SimpleNamespace

import pytest

from brochures.checks import overflow
from brochures.checks.finding import Finding
from brochures.content.model import Content
from brochures.formats import FORMATS
from brochures.formats.model import FITS, Fit
from brochures.pdf import read
from brochures.render import fitting
from brochures.render.result import Fill, Fits, Overflow, Typeset
from tests.placing import placed
from tests.render.test_pdf import (
    LONG,
    LONG_WORD,
    changed,
    every_panel,
    made,
    place,
    typeset_longer,
)
from tests.thorough import thorough

TRIFOLD = FORMATS["trifold"]
PT_PER_MM = 72 / 25.4


def found(content: Content, name: str) -> list[Finding]:
    """Return what is said of a format of a content."""
    return list(overflow.findings(placed(content, name), content, made(content, name).fills))


def overfull(content: Content, name: str = "trifold") -> list[Finding]:
    """Return what runs over."""
    return over(content, made(content, name), name)


def over(content: Content, result: Typeset, name: str = "trifold") -> list[Finding]:
    """Return what runs over in a format that is laid out."""
    findings = overflow.findings(placed(content, name), content, result.fills)
    return [finding for finding in findings if finding.rule == "overflow"]


def test_the_handouts_are_set_as_designed(handouts: Mapping[str, Typeset]) -> None:
    """The clinic's words fit in type as large as designed, and no panel is left mostly empty."""
    for name, result in handouts.items():
        assert {fit.type for fit in result.fits.values()} <= {FITS[0].type}
        assert list(overflow.findings(FORMATS[name], None, result.fills)) == []
    assert set(handouts["trifold"].fits.values()) == {FITS[0]}


@every_panel
def test_too_long(content: Content, panel: str) -> None:
    """A text that is too long for its panel is a finding with panel, section, mm and words."""
    section = place(content, panel).section
    findings = list(overflow.findings(TRIFOLD, content, typeset_longer(panel).fills))
    findings = [finding for finding in findings if not finding.warning]
    assert findings
    for finding in findings:
        assert re.fullmatch(rf"panel {panel} \(.+\), section {section}", finding.where)
        assert re.search(r"by [\d.]+ mm: about \d+ words\.$", finding.what)
        assert re.match(r"Shorten it by about \d+ words\.", finding.fix)


@every_panel
def test_cutting_as_many_words_is_enough(content: Content, panel: str) -> None:
    """Who cuts the number of words that is named, and half as many again, has made room."""
    path = place(content, panel).path
    words = ("word " * 400).split()
    (finding, *_) = overfull(changed(content, path, " ".join(words)))
    named = int(re.findall(r"about (\d+) words", finding.what)[0])
    assert not overfull(
        changed(content, path, " ".join(words[: max(1, len(words) - named * 3 // 2)]))
    )


@every_panel
def test_a_long_word_is_broken(content: Content, panel: str) -> None:
    """A word that is wider than its panel is broken; it does not run out of the panel."""
    longer = changed(content, place(content, panel).path, LONG_WORD)
    result = made(longer, "trifold")
    assert over(longer, result) == []
    assert LONG_WORD in read(result.pdf).text.replace(" ", "")


def test_a_long_word_in_large_print(content: Content) -> None:
    """In large print too a word that is wider than the page is broken."""
    assert overfull(changed(content, ("topic", "title"), LONG_WORD), "large-print-full") == []


def test_one_page_stays_one_page(content: Content) -> None:
    """What would need a second page is a finding, not a second page."""
    longer = changed(content, ("topic", "referral", "lead"), LONG)
    result = made(longer, "one-page")
    (finding, *_) = over(longer, result, "one-page")
    assert finding.where.startswith("panel sheet (the whole page), section ")
    assert result.pages == 1


@thorough
def test_spaces_give_before_type(content: Content) -> None:
    """A text a little too long shrinks the spaces and no type; a longer one the type as well."""
    path = place(content, "flap").path
    fits = []
    for count in range(5, 150, 5):
        result = made(changed(content, path, "word " * count), "trifold")
        if any(fill.overflows for fill in result.fills):
            break
        fits.append(result.fits["flap"])
    assert fits[0] == FITS[0]
    assert any(fit.room < 1 for fit in fits)
    assert fits[-1].type < 1
    as_designed = [fit.room for fit in fits if fit.type == 1]
    types = [fit.type for fit in fits]
    assert min(as_designed) < 0.5
    assert as_designed == sorted(as_designed, reverse=True)
    assert types == sorted(types, reverse=True)


def test_the_inside_is_set_evenly(content: Content) -> None:
    """A text too long for one inside panel tightens all three, and no other panel."""
    longer = changed(content, place(content, "inside-3").path, "word " * 40)
    result = made(longer, "trifold")
    assert over(longer, result) == []
    inside = {result.fits[f"inside-{number}"] for number in (1, 2, 3)}
    assert len(inside) == 1
    assert inside != {FITS[0]}
    assert {result.fits[name] for name in ("cover", "flap", "back")} == {FITS[0]}
    heads = [run.size for run in read(result.pdf).runs if run.page == 1 and run.bold]
    sizes = [size for size in heads if size > 15]
    assert len(sizes) == 3
    assert len(set(sizes)) == 1


@every_panel
def test_the_tightest_keeps_the_standards(panel: str) -> None:
    """Set as tightly as it goes, a handout still has no type below 12 pt."""
    runs = read(typeset_longer(panel).pdf).runs
    assert min(run.size for run in runs if run.visible) == 12


@pytest.mark.parametrize("levels", list(product(range(len(FITS) + 1), repeat=2)), ids=str)
def test_search(levels: tuple[int, int]) -> None:
    """Of each group the loosest level that fits is found; the tightest where none does."""
    cover, back = levels
    needed = {"cover": cover, "back": back}
    laid = []

    def lay_out(fits: Fits) -> tuple[Fits, list[Fill]]:
        laid.append(fits)
        over = Overflow("", "out of its space below", 1, 1)
        return fits, [
            Fill(name, 0, () if fits[name] in FITS[level:] else (over,), 0)
            for name, level in needed.items()
        ]

    result, _, fits = fitting.fitted(TRIFOLD, lay_out)
    assert result == fits
    wanted = {name: FITS[min(level, len(FITS) - 1)] for name, level in needed.items()}
    assert {name: fits[name] for name in needed} == wanted
    assert len(laid) <= 5 + 4
    if levels == (0, 0):
        assert len(laid) == 1


def test_room_goes_back_to_the_spaces() -> None:
    """Where smaller type leaves room, the spaces have as much of it as fits."""

    def lay_out(fits: Fits) -> tuple[None, list[Fill]]:
        over = Overflow("", "out of its space below", 1, 1)
        high = {name: 10 * fit.type + 2 * fit.room for name, fit in fits.items()}
        return None, [Fill(name, 0, (over,) if high[name] > 8.9 else (), 0) for name in high]

    _, _, fits = fitting.fitted(TRIFOLD, lay_out)
    assert set(fits.values()) == {Fit(0.5, 0.75)}


@pytest.mark.parametrize(("needed", "wanted"), [(0, FITS[0]), (3, FITS[3]), (99, FITS[0])])
def test_a_part_is_kept_together(needed: int, wanted: Fit) -> None:
    """What belongs on one page is set as closely as that takes; in vain, it is set as designed."""

    def lay_out(fits: Fits) -> tuple[None, list[Fill]]:
        level = FITS.index(fits["ending"])
        return None, [Fill("ending", 1, (), 0, split=True)] if level < needed else []

    _, _, fits = fitting.fitted(FORMATS["large-print"], lay_out)
    assert fits["ending"] == wanted
    assert fits["opening"] == FITS[0]


def test_overflow_is_measured() -> None:
    """The reported millimetres are those by which the text passes the panel's end on the sheet."""
    result = typeset_longer("inside-1")
    (fill,) = (fill for fill in result.fills if fill.panel == "inside-1")
    (overflow,) = fill.overflows
    runs = [run for run in read(result.pdf).runs if run.page == 1 and run.box.x0 < 3.6875 * 72]
    lowest = max(run.baseline for run in runs)
    # The panel ends above the scene, 94.5 pt from the sheet's edge; a line of 15 pt ends 3.5 pt
    # below its baseline.
    assert overflow.mm == pytest.approx((lowest + 3.5 - (612 - 94.5)) / PT_PER_MM, abs=0.2)


def test_short_texts_are_named(content: Content) -> None:
    """The fix names the items that have no shorter words, or some that are not used there."""
    data = content.model_dump(mode="json")
    *_, last = data["handouts"]["trifold"]["inside"]
    last |= dict.fromkeys(last, "full")
    placement = placed(Content.model_validate(data), "trifold").placement
    names = {}
    for each in (*placement["inside-1"], *placement["inside-3"]):
        section = data["topic"]["sections"][each.section]
        item = (section["groups"] or [section])[0]["items"][1]
        item |= {"short": None if each.depth == "short" else "It goes deep.", "text": LONG}
        names[each.depth] = item["name"]
    fixes = [finding.fix for finding in overfull(Content.model_validate(data))]
    assert any(f"No `short` yet: {names['short']}." in fix for fix in fixes)
    assert any(f"A `short` one that is not used: {names['full']}." in fix for fix in fixes)


def test_a_panel_left_empty(content: Content) -> None:
    """A panel that is more than 40 % empty is a warning, which withholds nothing."""
    first, *_ = content.handouts["trifold"]["flap"]
    emptier = changed(content, ("handouts", "trifold", "flap"), [first])
    (finding,) = found(emptier, "trifold")
    assert (finding.rule, finding.warning) == ("empty", True)
    assert finding.where == "panel flap (the flap that folds in)"


@pytest.mark.parametrize(("empty", "said"), [(0.4, 0), (0.41, 1)])
def test_how_empty(empty: float, said: int) -> None:
    """40 % is not yet too empty."""
    fill = Fill("flap", 0, (), empty)
    assert len(list(overflow.findings(TRIFOLD, None, [fill]))) == said


def test_a_word_too_wide_has_its_own_fix() -> None:
    """What no layout can break is not answered with a number of words."""
    wide = Overflow("cover", "out of its space on the right", 3, 0)
    (finding,) = overflow.findings(TRIFOLD, None, [Fill("cover", 0, (wide,), 0)])
    assert finding.fix == "Take out or break up the word that is too long."


def test_sheet_of_fits() -> None:
    """The sheet that sets the panels names each by its id."""
    panels = SimpleNamespace(cover=FITS[0], back=FITS[-1])
    assert fitting.sheet(vars(panels)) == (
        "#cover { --room: 1; --type: 1 }#back { --room: 0; --type: 0; overflow-wrap: anywhere }"
    )
