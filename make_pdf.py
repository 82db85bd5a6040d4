"""The command: words in, handouts out. `python make_pdf.py --help` says how."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from brochures import desk
from brochures.build import Outcome, build, examine
from brochures.checks import RULES
from brochures.content import Content, Printing
from brochures.formats import FORMATS, PAPERS, Format, for_print_shop, formats
from brochures.loading import ContentError, load
from brochures.publish import PublishError

CLEAN, WITHHELD, WRONG = 0, 1, 2
"""Exit status: all is well; something is to be mended; the command or the content is wrong."""

SHOP_NOTE = (
    "Tell the shop: the colours are RGB, the file is no PDF/X-4. That needs the profile of their\n"
    "press, for which there is no free one, and would forbid the links."
)

FEW = 5
"""So many findings of one rule are shown; a person mends them by the same change."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with its arguments and return its exit status."""
    options = _parser().parse_args(arguments)
    if options.list:
        print("\n".join(map(_described, FORMATS.values())))
        return CLEAN
    if options.explain:
        return _explain(options.explain)
    unknown = [name for name in options.formats if name not in FORMATS]
    if unknown:
        return _refuse(
            f"There is no format called {', '.join(unknown)}. There are: {', '.join(FORMATS)}."
        )
    try:
        return _run(options)
    except (ContentError, PublishError) as error:
        return _refuse(str(error))


def _run(options: argparse.Namespace) -> int:
    today = datetime.now().astimezone().date()
    outcomes: Iterable[Outcome]
    if options.check:
        words = _words(options) if options.content.exists() else None
        outcomes = (examine(path, words, today) for path in options.check)
        report = _judged
    else:
        content = _words(options)
        chosen = options.formats or FORMATS
        made = [each for name, each in formats(content.printing).items() if name in chosen]
        if options.purpose == "print-shop":
            made = [for_print_shop(each) for each in made if each.folds]
        outcomes = build(content, made, options.output, today, draft=options.draft)
        report = _built
    done = []
    for outcome in outcomes:
        if not options.json:
            report(outcome)
        done.append(outcome)
    if options.purpose == "print-shop":
        print(SHOP_NOTE)
    elif not options.check:
        desk.lay_out(options.output, content, done, today)
    if options.json:
        print(json.dumps([_data(outcome) for outcome in done], indent=2))
    return CLEAN if all(outcome.clean for outcome in done) else WITHHELD


def _words(options: argparse.Namespace) -> Content:
    """Return the content, to be printed as the command says or else as the content does."""
    content = load(options.content)
    paper = options.paper or content.printing.paper
    fold_marks = content.printing.fold_marks and not options.no_fold_marks
    return content.model_copy(update={"printing": Printing(paper=paper, fold_marks=fold_marks)})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make_pdf.py", description="Make a clinic's handouts from content.yaml."
    )
    add = parser.add_argument
    add("formats", nargs="*", metavar="FORMAT", help="which ones (all of them)")
    add("--content", type=Path, default=Path("content.yaml"), metavar="FILE", help="the words")
    add("--output", type=Path, default=Path("output"), metavar="DIR", help="where the PDFs go")
    add("--paper", choices=PAPERS, help="the sheets they are for (as content.yaml says)")
    add("--no-fold-marks", action="store_true", help="leave out the marks where to fold")
    add(
        "--for",
        dest="purpose",
        choices=("office", "print-shop"),
        default="office",
        help="a print shop gets the tri-fold with bleed, crop marks and fold marks",
    )
    add("--draft", action="store_true", help="publish all, marked DRAFT on every page")
    add("--check", nargs="+", type=Path, metavar="FILE.pdf", help="judge files that exist")
    add("--explain", metavar="RULE", help="say what a rule asks for, why, and how to keep it")
    add("--json", action="store_true", help="print what was found as JSON")
    add("--list", action="store_true", help="list the formats and stop")
    return parser


def _described(made: Format) -> str:
    return f"{made.name:<12} {made.paper}, for {made.readers}"


def _explain(name: str) -> int:
    rule = RULES.get(name)
    if rule is None:
        return _refuse(f"There is no rule called {name}. There are: {', '.join(RULES)}.")
    warning = " A warning only." if rule.warning else ""
    print(f"{rule.name} ({rule.group}): {rule.title}{warning}")
    print(f"  Why: {rule.why}\n  Fix: {rule.fix}\n  From: {rule.source}")
    return CLEAN


def _built(outcome: Outcome) -> None:
    name = outcome.made.name if outcome.made else outcome.path.stem
    if outcome.drafted:
        print(f"{name:<12} {_pages(outcome):<9} {outcome.path}, a draft")
    elif outcome.clean:
        print(f"{name:<12} {_pages(outcome):<9} {outcome.path}{_grade(outcome)}")
    else:
        kept = "the last good one stays" if outcome.path.exists() else "there is none yet"
        print(f"{name:<12} withheld  {outcome.path} ({kept})")
    _tell(outcome)


def _judged(outcome: Outcome) -> None:
    verdict = "clean" if outcome.clean else f"{len(outcome.findings)} to mend"
    judges = f", judged by the rules and {' and '.join(outcome.judges)}" if outcome.judges else ""
    by = f"as {outcome.made.name}" if outcome.made else "as any PDF"
    print(f"{outcome.path}: {verdict} ({_pages(outcome)}, {by}{judges}{_grade(outcome)})")
    _tell(outcome)


def _pages(outcome: Outcome) -> str:
    return "1 page" if outcome.pages == 1 else f"{outcome.pages} pages"


def _grade(outcome: Outcome) -> str:
    """Say how hard it is to read; SMOG stands beside the grade that is judged."""
    reading = outcome.reading
    return f", reading grade {reading.grade:g} (SMOG {reading.smog:g})" if reading else ""


def _tell(outcome: Outcome) -> None:
    """Print what was found, the first few of each rule, and what was waived."""
    told: Counter[str] = Counter()
    for finding in (*outcome.findings, *outcome.advice):
        told[finding.rule] += 1
        if told[finding.rule] <= FEW:
            print(finding, file=sys.stderr)
    for rule, number in told.items():
        if number > FEW:
            print(f"{rule}: {number - FEW} more; --json shows all of them.", file=sys.stderr)
    for finding, waiver in outcome.waived:
        print(
            f'waived: {finding.rule}: {finding.what} "{waiver.text}"\n'
            f"  {waiver.reason} ({waiver.name})",
            file=sys.stderr,
        )


def _data(outcome: Outcome) -> dict[str, object]:
    return {
        "file": str(outcome.path),
        "format": outcome.made.name if outcome.made else None,
        "pages": outcome.pages,
        "clean": outcome.clean,
        "draft": outcome.drafted,
        "judges": outcome.judges,
        "findings": [asdict(finding) for finding in outcome.findings],
        "advice": [asdict(finding) for finding in outcome.advice],
        "waived": [
            asdict(finding) | {"waiver": waiver.model_dump()} for finding, waiver in outcome.waived
        ],
        "reading": asdict(outcome.reading) if outcome.reading else None,
    }


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return WRONG


if __name__ == "__main__":
    sys.exit(main())
