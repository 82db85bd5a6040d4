"""One run of the command: words in, handouts and the print desk out, and what was said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from brochures.build.atomic_write import needing_room
from brochures.build.console import Line

if TYPE_CHECKING:
    from brochures.build.handouts import HandoutPool
    from brochures.checks.report import Outcome
    from brochures.content.model import Content, PaperName
    from brochures.formats.model import Part

Say = Callable[[Line], None]

SHOP_NOTE = (
    "Tell the shop: the colours are CMYK without a profile, 240 % ink at most; black text and\n"
    "marks are black ink alone. The file is no PDF/X-4: that needs the profile of their press,\n"
    "for which there is no free one, and would forbid the links."
)

UA_2_NOTE = (
    "PDF/UA-2: judged by our rules and by other readers. There is no validator of it on this\n"
    "computer: install veraPDF to have it asked."
)


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made, and of what."""

    content: Path
    output: Path
    formats: tuple[str, ...] = ()
    """Names of formats; none for all of them."""
    paper: PaperName | None = None
    """None for the one that the content names."""
    fold_marks: bool = True
    """Whether the folds are marked, unless the content says no."""
    purpose: Literal["office", "print-shop"] = "office"
    ua: Part = 1
    """The part of ISO 14289 (PDF/UA) that the files declare."""
    draft: bool = False
    force: bool = False
    """Make what is there already, too."""


@needing_room()
def carry_out(
    order: Order,
    today: date,
    say: Say,
    *,
    shared: str,
    key: str | None = None,
    pool: HandoutPool | None = None,
    wanted: Callable[[], bool] | None = None,
) -> list[Outcome]:
    """Make what was ordered, say what became of it as soon as that is known, and remember it.

    Takes the keys of what all runs share and of this one, and a pool to make handouts in. Returns
    an outcome for each handout. Raises ContentError when the words are wrong, PublishError when a
    file cannot be written, and Superseded, in a watch, when something is to be published that is
    not `wanted` any more.
    """
    content = words(order)
    from brochures.build.handouts import build, remember
    from brochures.formats.model import for_print_shop, for_ua_2, formats

    sheets = formats(content.printing)
    made = [sheets[name] for name in sheets if name in (order.formats or sheets)]
    if order.purpose == "print-shop":
        made = [for_print_shop(each) for each in made if each.folds]
    if order.ua > 1:
        made = [for_ua_2(each) for each in made]
    begun = build(
        content,
        made,
        order.output,
        today,
        shared=shared,
        draft=order.draft,
        force=order.force,
        pool=pool,
        wanted=wanted,
    )
    from brochures.build import console
    from brochures.content.loader import advice
    from brochures.desk import page

    done: dict[str, Outcome] = {}
    printed: list[Line] = []

    def emit(lines: Iterable[Line]) -> None:
        for line in lines:
            say(line)
            printed.append(line)

    def reported() -> Iterator[Outcome]:
        """Yield outcomes as they come, and print them in the formats' order."""
        unreported = [each.file for each in made]
        for outcome in begun:
            done[outcome.path.name] = outcome
            while unreported and unreported[0] in done:
                emit(console.built(done[unreported.pop(0)]))
            yield outcome

    emit(("err", f"advice: {each}") for each in advice(order.content, content))
    if order.purpose == "print-shop" or order.ua > 1:
        for _ in reported():
            pass
        emit(("out", note) for note in _notes(order, done.values()))
        desk: dict[str, bytes] = {}  # it is for the front desk
    else:
        desk = page.lay_out(order.output, content, reported(), today)
    _publish(order.output, desk)
    outcomes = [done[each.file] for each in made]
    remember(order.output, content, outcomes, today, run=key, said=printed, files=desk)
    return outcomes


def _publish(folder: Path, files: Mapping[str, bytes]) -> None:
    """Publish files by their names, in that order."""
    from brochures.build.atomic_write import publish

    for name, data in files.items():
        publish(folder / name, data)


def _notes(order: Order, outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Yield what is to be known of files that are not for the front desk."""
    if order.purpose == "print-shop":
        yield SHOP_NOTE
    judges = {judge for outcome in outcomes for judge in outcome.judges}
    if order.ua > 1 and not any(judge.startswith("veraPDF") for judge in judges):
        yield UA_2_NOTE


def words(order: Order) -> Content:
    """Return the content, to be printed as the order says or else as the content does."""
    from brochures.content.loader import load
    from brochures.content.model import Printing

    content = load(order.content)
    paper = order.paper or content.printing.paper
    fold_marks = content.printing.fold_marks and order.fold_marks
    return content.model_copy(update={"printing": Printing(paper=paper, fold_marks=fold_marks)})
