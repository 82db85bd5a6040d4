"""The command line: what it takes, and how it ends. `brochures --help` says how."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from brochures import __version__
from brochures.build import cache, output
from brochures.build.frames import roomy

if TYPE_CHECKING:
    from datetime import date

    from brochures.build.run import Order
    from brochures.content.yaml_reader import Problem

CLEAN, WITHHELD, WRONG, STOPPED = 0, 1, 2, 130
"""Exit status: all is well; something is to be mended; the command or the content is wrong;
Ctrl-C."""

READER_GONE = 141
"""Exit status where nobody reads the output any more, as of other commands: SIGPIPE ends them."""

CONTENT, OUTPUT = Path("content.yaml"), Path("output")

COMMANDS = {
    "build": "make the handouts; this is what is done without a COMMAND",
    "watch": "build again whenever a file is saved",
    "list": "list the formats",
    "explain": "say what a rule asks for, why, and how to keep it",
    "check": "judge PDFs that exist, ours or others",
}

WITHOUT_DOCSTRINGS = 2
"""As `python -OO` and PYTHONOPTIMIZE=2 leave them out."""


class CommandError(Exception):
    """The command is wrong; the message says what about it, and `usage` how it is written."""

    def __init__(self, message: str, usage: str = "") -> None:
        super().__init__(message)
        self.usage = usage


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with its arguments and return its exit status."""
    try:
        status = _end(sys.argv[1:] if arguments is None else list(arguments))
        output.flush()
    except output.ReaderGone:
        output.give_up()
        return READER_GONE
    except output.Unwritable as error:
        output.give_up(str(error))
        return WRONG
    return status


def _end(given: list[str]) -> int:
    """Do what the arguments ask for and return the exit status; say in a sentence what stops it."""
    as_json = False
    try:
        output.prepare()
        as_json = "json" in _shared().parse_known_args(given)[0]
        options = _parsed(given)
        return roomy(lambda: _run(options)) if options else CLEAN
    except CommandError as error:
        return _refuse(str(error) if as_json else f"{error.usage}{error}", as_json=as_json)
    except KeyboardInterrupt:
        sentence = "Stopped. What was published before is whole; the next run does the rest."
        _refuse(sentence, as_json=as_json)
        return STOPPED


def _run(options: argparse.Namespace) -> int:
    """Carry a subcommand out."""
    if sys.flags.optimize >= WITHOUT_DOCSTRINGS:
        raise CommandError(
            "The rules are read from docstrings, which Python leaves out with -OO or"
            " PYTHONOPTIMIZE=2. Run the command without that."
        )
    try:
        status: int = options.run(options)
    except _mistakes() as error:
        return _refuse(str(error), getattr(error, "problems", ()), as_json=options.json)
    return status


def _mistakes() -> tuple[type[Exception], ...]:
    """Return the errors that a person can mend: in the words, or in the folder."""
    from brochures.build.atomic_write import PublishError
    from brochures.content.yaml_reader import ContentError

    return ContentError, PublishError


def _refuse(reason: str, problems: Iterable[Problem] = (), *, as_json: bool) -> int:
    """Say why nothing was done, as text or as JSON; return the exit status."""
    if not as_json:
        output.say(("err", reason))
        return WRONG
    from dataclasses import asdict

    listed = [{**asdict(problem), "file": str(problem.file)} for problem in problems]
    if listed:
        places = "1 place" if len(listed) == 1 else f"{len(listed)} places"
        reason = f"The content is to be mended in {places}."
    output.say_json({"error": {"message": reason, "problems": listed}})
    return WRONG


# Subcommands


def _build(options: argparse.Namespace) -> int:
    """Make the handouts of one clinic, or of many; where there is nothing to do, say that again."""
    if options.many:
        return _build_many(options)
    shared = cache.code()
    key = cache.run_key(shared, options.content, _asked(options))
    if key and not (options.force or options.draft or options.json):
        known = cache.said(options.output, key, cache.today())
        if known is not None:
            for line in known:
                output.say(line)
            return CLEAN
    _prepare(options.formats)
    from brochures.build import workers
    from brochures.build.press import press
    from brochures.formats.model import FORMATS

    # First of all: WeasyPrint is imported beside, while the words are read here.
    with press(min(workers.count(), len(options.formats or FORMATS))) as beside:
        from brochures.build.run import carry_out

        say = output.silent if options.json else output.say
        outcomes = carry_out(_order(options), _today(), say, shared=shared, key=key, beside=beside)
    if options.json:
        output.say_json([outcome.data() for outcome in outcomes])
    return CLEAN if all(outcome.clean for outcome in outcomes) else WITHHELD


def _build_many(options: argparse.Namespace) -> int:
    _prepare(options.formats)
    from brochures.build import batch

    try:
        asked = batch.orders(options.many, _order(options))
    except batch.NoClinics as error:
        raise CommandError(str(error)) from error
    say = output.silent if options.json else output.say_now
    done = batch.build(asked, lambda order: _asked(options, order.output), say)
    if options.json:
        output.say_json([each.data(name) for name, each in done.items()])
    else:
        output.say(("out", batch.summary(done)))
    became = {each.became for each in done.values()}
    if became & {"wrong", "failed"}:
        return WRONG
    return WITHHELD if "withheld" in became else CLEAN


def _watch(options: argparse.Namespace) -> int:
    """Build again whenever a file is saved; start anew when the program itself has changed."""
    if options.many:
        raise CommandError("The watch takes the words of one clinic: name one file.")
    _prepare(options.formats)
    from brochures.build.press import press

    # One process lays out, the shortest handout first, while this one judges: a second one would
    # have the first handout wait for the longest.
    say = output.say_json_now if options.json else output.say_now
    with press(1) as beside:
        from brochures.build.watch import watch

        try:
            watch(_order(options), _asked(options), say, beside)
        except KeyboardInterrupt:
            say(("out", "The watch has ended."))
            return CLEAN
    say(("out", "The program has changed: the watch starts again."))
    return os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - this very command


def _list(options: argparse.Namespace) -> int:
    """Say which formats there are."""
    from brochures.build import console
    from brochures.formats.model import FORMATS

    if options.json:
        output.say_json(
            [
                {"format": made.name, "paper": made.paper, "readers": made.readers}
                for made in FORMATS.values()
            ]
        )
    else:
        output.say(("out", console.listed()))
    return CLEAN


def _explain(options: argparse.Namespace) -> int:
    """Say what a rule asks for."""
    from brochures.checks import RULES, explained

    said = explained.explained(options.rule)
    if said is None:
        raise CommandError(explained.no_rule(options.rule))
    rule = RULES[options.rule]
    if options.json:
        names = ("name", "group", "title", "why", "fix", "source", "warning")
        output.say_json({name: getattr(rule, name) for name in names})
    else:
        output.say(("out", said))
    return CLEAN


def _check(options: argparse.Namespace) -> int:
    """Judge PDFs that exist, with the words of the clinic where there are any."""
    from brochures.build import console
    from brochures.build.atomic_write import needing_room
    from brochures.build.run import Order, words
    from brochures.checks.inspection import examine

    file = options.content or (CONTENT if CONTENT.exists() else None)
    content = words(Order(file, OUTPUT)) if file else None
    outcomes = []
    for path in options.files:
        with needing_room():
            outcomes.append(examine(path, content, _today()))
        if not options.json:
            for line in console.judged(outcomes[-1]):
                output.say(line)
    if options.json:
        output.say_json([outcome.data() for outcome in outcomes])
    return CLEAN if all(outcome.clean for outcome in outcomes) else WITHHELD


def _today() -> date:
    from datetime import date

    return date.fromisoformat(cache.today())


def _asked(options: argparse.Namespace, folder: Path | None = None) -> str:
    """Return the options that change what is made as text, for their folder or another one."""
    making = (options.paper, options.no_fold_marks, options.purpose, options.ua)
    return repr((sorted(options.formats), *making, str(folder or options.output)))


def _order(options: argparse.Namespace) -> Order:
    from brochures.build.run import Order

    return Order(
        options.content,
        options.output,
        tuple(options.formats),
        options.paper,
        not options.no_fold_marks,
        options.purpose,
        options.ua,
        options.draft,
        options.force,
    )


def _prepare(names: Iterable[str]) -> None:
    """Make ready to build formats; raise CommandError with what there is where one is unknown."""
    import gc

    from brochures.build.workers import GARBAGE
    from brochures.formats.model import FORMATS

    gc.set_threshold(GARBAGE)

    unknown = next((name for name in names if name not in FORMATS), None)
    if unknown in COMMANDS:
        raise CommandError(f"{unknown} is a subcommand, which comes first: brochures {unknown}.")
    if unknown is not None:
        raise CommandError(
            f"There is no format and no subcommand called {unknown}.\n"
            f"Formats: {_nearest(unknown, FORMATS)}.\nSubcommands: {_nearest(unknown, COMMANDS)}."
        )


def _nearest(word: str, names: Iterable[str]) -> str:
    """Return names as a list, the one that is most like a word first."""

    def unlike(name: str) -> float:
        return -difflib.SequenceMatcher(None, word, name).ratio()

    return ", ".join(sorted(names, key=unlike))


# Arguments


class _Parser(argparse.ArgumentParser):
    """A parser that takes no shortened options, and raises what is wrong with the command."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(**options, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong, with how the command is used."""
        raise CommandError(f"{self.prog}: {message}", self.format_usage())

    def _print_message(self, message: str, _file: object = None) -> None:
        """Print help, or the version, as all else is printed."""
        output.say(("out", message.rstrip()))


class _Moved(argparse.Action):
    """An option that has become a subcommand."""

    def __call__(self, _parser: object, _options: object, values: object, *_: object) -> NoReturn:
        """Say how the subcommand is written."""
        words = map(str, values if isinstance(values, list) else [])
        written = " ".join(["brochures", self.dest, *words])
        raise CommandError(f"--{self.dest} is a subcommand now: {written}")


def _parsed(given: list[str]) -> argparse.Namespace | None:
    """Read the arguments; None where help or the version was asked for, and has been printed.

    Of a build or a watch, `many` holds the files and folders of many clinics, `content` one file.
    """
    word = next((each for each in given if not each.startswith("-")), None)
    about = word is None and not {"-h", "--help", "--version"}.isdisjoint(given)
    if word not in COMMANDS and not about:
        given = ["build", *given]
    try:
        options = _parser().parse_args(given)
    except SystemExit:
        return None
    options.json = "json" in options
    if "formats" in options:
        _tell_contents_from_formats(options)
    return options


def _tell_contents_from_formats(options: argparse.Namespace) -> None:
    """Take a format that follows the files as one, unless there is a file called like that."""
    contents = options.content
    while len(contents) > 1 and not contents[-1].suffix and not contents[-1].exists():
        options.formats.append(str(contents.pop()))
    options.many = contents if len(contents) > 1 or contents[0].is_dir() else []
    options.content = contents[0]


def _parser() -> argparse.ArgumentParser:
    shared = _shared()
    parser = _Parser(
        prog="brochures",
        parents=[shared],
        description="Make a clinic's handouts from content.yaml.",
        epilog="brochures COMMAND --help tells more. Exit status: 0 built and clean, 1 something is"
        " to be mended, 2 the command or the content is wrong, 130 stopped by Ctrl-C.",
    )
    parser.add_argument("--version", action="version", version=f"brochures {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    making = _making()
    runs = {
        "build": _build,
        "watch": _watch,
        "list": _list,
        "explain": _explain,
        "check": _check,
    }
    added = {}
    for name, about in COMMANDS.items():
        parents = [shared, making] if name in ("build", "watch") else [shared]
        added[name] = commands.add_parser(
            name, parents=parents, help=about, description=f"{about[0].upper()}{about[1:]}."
        )
        added[name].set_defaults(run=runs[name])
    force = "build all anew, even what is as it should be"
    added["build"].add_argument("--force", action="store_true", help=force)
    added["watch"].set_defaults(force=False)
    for name in COMMANDS.keys() - {"build"}:
        added["build"].add_argument(f"--{name}", nargs="*", action=_Moved, help=argparse.SUPPRESS)
    added["explain"].add_argument("rule", metavar="RULE", help="the rule's name")
    add = added["check"].add_argument
    add("files", nargs="+", type=Path, metavar="FILE.pdf", help="the PDFs")
    add("--content", type=Path, metavar="FILE", help="the words (content.yaml, if it is there)")
    return parser


def _shared() -> _Parser:
    """Return what the command and all its subcommands take."""
    parser = _Parser(add_help=False)
    parser.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help="print what was found, or what is wrong, as JSON",
    )
    return parser


def _making() -> _Parser:
    """Return what says of what handouts are made, which ones, and how."""
    parser = _Parser(add_help=False)
    add = parser.add_argument
    add("formats", nargs="*", metavar="FORMAT", help="which ones (all of them)")
    add(
        "--content",
        nargs="+",
        type=Path,
        default=[CONTENT],
        metavar="FILE",
        help="the words; to build, also several files, or a folder of them: each clinic gets a"
        " folder of its own",
    )
    add("--output", type=Path, default=OUTPUT, metavar="DIR", help="where the PDFs go")
    add("--paper", choices=("letter", "a4"), help="the sheets they are for (as content.yaml says)")
    add("--no-fold-marks", action="store_true", help="leave out the marks where to fold")
    add(
        "--for",
        dest="purpose",
        choices=("office", "print-shop"),
        default="office",
        help="a print shop gets the tri-fold with bleed, crop marks and fold marks",
    )
    add(
        "--ua",
        type=int,
        choices=(1, 2),
        default=1,
        help="the part of PDF/UA that the files declare; 2 is PDF 2.0, for readers that know it",
    )
    add("--draft", action="store_true", help="publish all, marked DRAFT on every page")
    return parser
