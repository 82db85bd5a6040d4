"""What became of handouts, as a person reads it on a screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from brochures.checks.report import Outcome
from brochures.formats import FORMATS

if TYPE_CHECKING:
    from brochures.content.translation import Translation
    from brochures.content.yaml_reader import Problem

FEW = 5
"""So many findings of one rule are shown; a person fixes them by the same change."""

Line = tuple[str, str]
"""A stream, 'out' or 'err', and the text to print on it."""


def listed() -> str:
    """Return a line a format: its name, its paper and whom it is for."""
    return "\n".join(
        f"{made.name:<12} {made.paper}, for {made.readers.lower()}" for made in FORMATS.values()
    )


def built(outcome: Outcome) -> Iterator[Line]:
    """Yield what is to be said of a handout that was built."""
    name = outcome.made.name if outcome.made else outcome.path.stem
    if outcome.drafted:
        yield "out", f"{name:<12} {_pages(outcome):<9} {outcome.path}, a draft"
    elif outcome.clean:
        yield "out", f"{name:<12} {_pages(outcome):<9} {outcome.path}{_grade(outcome)}"
    else:
        kept = "the last good one stays" if outcome.path.exists() else "there is none yet"
        yield "out", f"{name:<12} withheld  {outcome.path} ({kept})"
    yield from _found(outcome)


def judged(outcome: Outcome) -> Iterator[Line]:
    """Yield what is to be said of a file that was judged."""
    judges = f", judged by the rules and {' and '.join(outcome.judges)}" if outcome.judges else ""
    by = f"as {outcome.made.name}" if outcome.made else "as any PDF"
    order = f", {outcome.not_compared}" if outcome.not_compared else ""
    about = f"{_pages(outcome)}, {by}{judges}{order}{_grade(outcome)}"
    yield "out", f"{outcome.path}: {_verdict(outcome)} ({about})"
    yield from _found(outcome)


def waiting(translations: Iterable[Translation]) -> Iterator[Line]:
    """Yield lines that say which translations wait for somebody to begin or to review them."""
    every = {each.language: each.file for each in translations}
    for there, waits, fix in (
        (True, "Waiting for a qualified reviewer", "Read a draft: --draft --languages"),
        (False, "Waiting for a translator", "Begin: brochures translate"),
    ):
        files = {language: file for language, file in every.items() if file.exists() == there}
        if files:
            named = ", ".join(f"{language} ({file})" for language, file in files.items())
            yield "out", f"{waits}: {named}. {fix} {' '.join(files)}"


def unfinished(folder: Path, problems: Collection[Problem]) -> Iterator[Line]:
    """Yield why nothing is made into the folder of a translation: what is to be done, by line."""
    left = "1 text is" if len(problems) == 1 else f"{len(problems)} texts are"
    yield "out", f"{folder} withheld: {left} still to be translated or checked"
    for problem in problems:
        yield "err", str(problem)


def not_asked(language: str, outcomes: Iterable[Outcome]) -> Iterator[Line]:
    """Yield which rules cannot be asked of handouts in a language: their silence is no praise."""
    if names := dict.fromkeys(name for outcome in outcomes for name in outcome.not_asked):
        yield "err", f"Not asked in {language}: {', '.join(names)}."


def _verdict(outcome: Outcome) -> str:
    """The number of findings; for a foreign file, also whose rules they break."""
    whole = f"{len(outcome.findings)} to fix"
    if outcome.clean or outcome.made or outcome.by_standard + outcome.by_house == 0:
        return "clean" if outcome.clean else whole
    if not outcome.by_house:
        return f"{whole} by PDF/UA-1"
    if not outcome.by_standard:
        return f"{whole} by house rules, none by PDF/UA-1"
    return f"{whole}, {outcome.by_standard} by PDF/UA-1 and {outcome.by_house} by house rules"


def _pages(outcome: Outcome) -> str:
    return "1 page" if outcome.pages == 1 else f"{outcome.pages} pages"


def _grade(outcome: Outcome) -> str:
    """Say how hard it is to read; in English SMOG stands beside the grade that is judged."""
    if outcome.reading is None or not outcome.reading.told:
        return ""
    told, smog = outcome.reading.told, outcome.reading.smog
    return f", {told}" if smog is None else f", reading grade {told} (SMOG {smog:g})"


def _found(outcome: Outcome) -> Iterator[Line]:
    """Yield what was found, the first few of each rule, and what was waived."""
    told: Counter[str] = Counter()
    for finding in (*outcome.findings, *outcome.advice):
        told[finding.rule] += 1
        if told[finding.rule] <= FEW:
            foreign = outcome.made is None and finding.house
            yield "err", finding.told("house rule" if foreign else "")
    for rule, number in told.items():
        if number > FEW:
            yield "err", f"{rule}: {number - FEW} more; --json shows all of them."
    for finding, waiver in outcome.waived:
        decided = f"{waiver.reason} ({waiver.name})"
        yield "err", f'waived: {finding.rule}: {finding.what} "{waiver.text}"\n  {decided}'
