"""One run of the command: contents in, handouts and the print desk out, and what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from brochures.build.atomic_write import PublishError, needing_room
from brochures.build.console import Line

if TYPE_CHECKING:
    from brochures.build.clinic import Brochure, Clinic
    from brochures.build.handouts import Handout, HandoutPool
    from brochures.build.output_folder import OutputFolder
    from brochures.checks.report import Outcome
    from brochures.content.model import PaperName
    from brochures.content.yaml_reader import Problem
    from brochures.formats.model import Part

Say = Callable[[Line], None]

SHOP_NOTE = (
    "Tell the shop: the colours are CMYK without a profile, 240 % ink at most; black text and\n"
    "marks are black ink alone. Photographs and logos that are no SVG, if there are any, are RGB.\n"
    "The file is no PDF/X-4: that needs the profile of their press, for which there is no free\n"
    "one, and would forbid the links."
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
    languages: tuple[str, ...] = ()
    """Tags of the languages in which it is made; none for all of them."""
    force: bool = False
    """Make what is there already, too."""
    folders: tuple[Path, ...] = ()
    """Folders in which a base may lie, beside those around the content."""


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

    Drafts go into a folder of their own, with a desk of their own; nothing else is touched, and
    nothing is remembered of them. Takes the keys of what all runs share and of this one, and a pool
    to make handouts in. Returns an outcome for each handout. Raises ContentError when the words are
    wrong, PublishError when a file cannot be written, and Superseded, in a watch, when something is
    to be published that is not `wanted` any more. Where something that is not ours lies in one
    file's place, the others are published first.
    """
    clinic = read(order, today)
    from brochures.build import console
    from brochures.build.cache import Run, digests
    from brochures.build.cache import handouts as remembered
    from brochures.build.handouts import build, remember
    from brochures.build.output_folder import OutputFolder
    from brochures.desk import page

    sources = digests(clinic.files)
    folder = OutputFolder(order.output, order.content, drafts=order.draft)
    output = folder.path
    asked, notes = _handouts(clinic, order, output)
    refused = folder.refusals(each.name for each in asked)
    handouts = [each for each in asked if each.name not in refused]
    anew = order.force or order.draft
    begun = build(
        handouts,
        today,
        known={} if anew else remembered(output),
        shared=shared,
        draft=order.draft,
        folder=folder,
        pool=pool,
        wanted=wanted,
    )
    brochures = {each.folder: each for each in clinic.brochures}
    places = {each.path: brochures[each.below] for each in handouts}
    printed: list[Line] = []

    def emit(lines: Iterable[Line]) -> None:
        for line in lines:
            say(line)
            printed.append(line)

    for each in clinic.brochures:
        emit(("err", f"advice: {problem}") for problem in _advice(each))
    emit(("out", note) for note in notes)
    done = _reported(begun, places, emit)
    emit(console.waiting(clinic.waiting))
    withheld = {} if order.draft else _unfinished(clinic, order, output, emit)
    done |= withheld
    # What was saved meanwhile may not be in the handouts: the next run sees to it.
    settled = digests(clinic.files) == sources and (wanted is None or wanted())
    clean = settled and not refused and all(each.clean for each in done.values())
    taken_away = _taken_away(folder, clinic, order, asked) if clean else []
    for line in (*folder.others(), *taken_away):
        say(line)  # once: a run that has nothing to do repeats the rest
    desk: dict[str, bytes] = {}
    if order.purpose == "print-shop" or order.ua > 1:  # no desk: it is for the front desk
        emit(("out", note) for note in _notes(order, done.values()))
    else:
        shown = [page.Brochure(each.content, each.folder) for each in clinic.brochures]
        waiting = [each.language for each in clinic.waiting if each.file.exists()]
        desk = page.lay_out(output, shown, done.values(), today, waiting=waiting)
    emit(_not_asked(clinic, done, places))
    refused |= folder.publish_all(desk)
    if not order.draft:
        overdue = bool(clinic.due) and str(today) > clinic.due
        done_for = key if settled and not refused else None
        run = Run(done_for, sources, clinic.due, overdue, tuple(printed))
        refused |= remember(folder, handouts, done, run, desk, _usual(clinic, asked))
    if refused:
        raise PublishError("\n".join(dict.fromkeys(refused.values())))
    return [*(done[each.path] for each in handouts), *withheld.values()]


def _reported(
    outcomes: Iterable[Outcome],
    places: Mapping[Path, Brochure],
    emit: Callable[[Iterable[Line]], None],
) -> dict[Path, Outcome]:
    """Return outcomes by their files, as they come, and print them in the handouts' order.

    Takes whose handouts they are.
    """
    from brochures.build import console

    done: dict[Path, Outcome] = {}
    unreported = list(places)
    for found in outcomes:
        done[found.path] = places[found.path].located(found)
        while unreported and unreported[0] in done:
            emit(console.built(done[unreported.pop(0)]))
    return done


def _ordered(clinic: Clinic, order: Order) -> list[Brochure]:
    """Return the brochures that are to be made: in these languages, and finished or as drafts."""
    return [
        each
        for each in clinic.brochures
        if (order.draft or not each.unfinished)
        and (not order.languages or each.content.language in order.languages)
    ]


def _unfinished(
    clinic: Clinic, order: Order, output: Path, emit: Callable[[Iterable[Line]], None]
) -> dict[Path, Outcome]:
    """Return outcomes of the handouts whose translations are not finished, and print why."""
    from brochures.build import console
    from brochures.checks.finding import Finding
    from brochures.checks.report import Outcome

    found: dict[Path, Outcome] = {}
    for each in clinic.brochures:
        if not each.unfinished:
            continue
        emit(console.unfinished(output / each.folder, each.unfinished))
        findings = tuple(
            Finding(
                "unfinished-translation",
                problem.file.name,
                problem.what,
                problem.fix,
                path=problem.path,
                line=problem.line,
                file=str(problem.file),
            )
            for problem in each.unfinished
        )
        for made in each.chosen(order.formats)[0]:
            path = output / each.folder / made.file
            found[path] = Outcome(path, made, 0, findings)
    return found


def _advice(brochure: Brochure) -> Iterator[Problem]:
    """Yield what could be better in a content; of a translation, in its catalog."""
    from brochures.content.loader import advice

    for problem in advice(brochure.loaded):
        if brochure.translation is None or problem.file == brochure.translation.file:
            yield problem


def _not_asked(
    clinic: Clinic, outcomes: Mapping[Path, Outcome], places: Mapping[Path, Brochure]
) -> Iterator[Line]:
    """Yield which rules cannot be asked of each brochure; takes whose handouts the outcomes are."""
    from brochures.build import console

    for each in clinic.brochures:
        own = (outcome for path, outcome in outcomes.items() if places.get(path) is each)
        yield from console.not_asked(each.content.language, own)


def _handouts(clinic: Clinic, order: Order, output: Path) -> tuple[list[Handout], list[str]]:
    """Return what is to be made in a folder, and a sentence for each handout that is not.

    Raises ContentError where one is asked for by its name, and no content has the words for it.
    """
    from brochures.build.handouts import Handout
    from brochures.formats import placement
    from brochures.formats.model import for_print_shop, for_ua_2

    handouts: list[Handout] = []
    notes: list[str] = []
    missing: dict[str, str] = {}
    for each in _ordered(clinic, order):
        made, others = each.chosen(order.formats)
        notes += others
        for one in made:
            if order.purpose == "print-shop" and not one.folds:
                continue
            if why := placement.lacking(one, each.content):
                missing.setdefault(one.name, why)
                continue
            shop = for_print_shop(one) if order.purpose == "print-shop" else one
            final = for_ua_2(shop) if order.ua > 1 else shop
            handouts.append(Handout(each.content, final, output, each.folder))
    there = {handout.made.name for handout in handouts}
    first = clinic.brochures[0].loaded
    first.require(
        (("topic",), f"{name} cannot be made.", why)
        for name, why in missing.items()
        if name not in there
    )
    return handouts, notes


def _usual(clinic: Clinic, handouts: Iterable[Handout]) -> set[str]:
    """Return the names of the handouts that are made without being named."""
    formats = {each.folder: {made.name for made in each.chosen()[0]} for each in clinic.brochures}
    return {each.name for each in handouts if each.made.name in formats[each.below]}


def _taken_away(
    folder: OutputFolder, clinic: Clinic, order: Order, handouts: Iterable[Handout]
) -> list[Line]:
    """Remove what is no longer made, where all formats are, and return what is to be said of it."""
    from brochures.build.output_folder import Kind

    if order.formats or order.languages or order.draft:
        return []
    kind = Kind(order.purpose == "print-shop", order.ua > 1)
    there = {each.folder for each in clinic.brochures}
    return folder.take_away({each.name for each in handouts}, there, kind)


def _notes(order: Order, outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Yield what is to be known of files that are not for the front desk."""
    if order.purpose == "print-shop":
        yield SHOP_NOTE
    judges = {judge for outcome in outcomes for judge in outcome.judges}
    if order.ua > 1 and not any(judge.startswith("veraPDF") for judge in judges):
        yield UA_2_NOTE


def read(order: Order, today: date) -> Clinic:
    """Return a clinic's brochures, to be printed as the order says or else as the contents do.

    Raises ContentError where a language is asked for that there is not, or that waits.
    """
    from brochures.build.clinic import read_clinic

    clinic = read_clinic(
        order.content,
        order.folders,
        paper=order.paper,
        fold_marks=order.fold_marks,
        today=today,
        languages=order.languages,
        drafts=order.draft,
    )
    there = {each.content.language for each in clinic.brochures}
    waiting = {each.language for each in clinic.waiting if each.file.exists()}
    clinic.brochures[0].loaded.require(
        (("translations", language), *_no_language(language, waiting=language in waiting))
        for language in order.languages
        if language not in there
    )
    return clinic


def _no_language(language: str, *, waiting: bool) -> tuple[str, str]:
    """Say why nothing is made in a language, and what to do."""
    if waiting:
        return (
            f"No qualified translator has reviewed the translation into {language}.",
            "Name one in the catalog's header, or build a draft of it: --draft.",
        )
    return (
        f"There is no translation into {language}.",
        f"Run `brochures translate {language}`, and name its catalog below `translations:`.",
    )
