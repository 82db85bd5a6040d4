"""The command line: what it takes, and how it ends. `brochures --help` says how."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from brochures.build import arguments, cache, output
from brochures.build.arguments import COMMANDS, CONTENT, OUTPUT, CommandError
from brochures.processes import stopping

if TYPE_CHECKING:
    from datetime import date

    from brochures.build.batch import Clinic
    from brochures.build.run import Order
    from brochures.content.yaml_reader import Problem

CLEAN, WITHHELD, WRONG = 0, 1, 2
"""Exit status: all is well; something must be fixed; the command or the content is wrong."""

READER_GONE = 141
"""Exit status where nobody reads the output any more, as of other commands: SIGPIPE ends them."""

WITHOUT_DOCSTRINGS = 2
"""As `python -OO` and PYTHONOPTIMIZE=2 leave them out."""


def main(given: Sequence[str] | None = None) -> int:
    """Run the command with its arguments and return its exit status."""
    try:
        with stopping.in_order():
            return _main(given)
    except KeyboardInterrupt as stop:  # before anything was begun, or when all was done
        return stopping.status(stop)


def _main(given: Sequence[str] | None) -> int:
    try:
        status = _end(sys.argv[1:] if given is None else list(given))
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
        as_json = arguments.as_json(given)
        options = arguments.parsed(given)
        return _run(options) if options else CLEAN
    except CommandError as error:
        return _refuse(str(error) if as_json else f"{error.usage}{error}", as_json=as_json)
    except KeyboardInterrupt as stop:
        sentence = "Stopped. What was published before is whole; the next run does the rest."
        _refuse(sentence, as_json=as_json)
        return stopping.status(stop)
    except output.Lost:
        raise
    except Exception as error:
        from brochures.build import packages

        lacking = packages.fault(error)
        if lacking is None:
            raise
        return _refuse(lacking, as_json=as_json)


def _run(options: argparse.Namespace) -> int:
    """Carry a subcommand out."""
    if sys.flags.optimize >= WITHOUT_DOCSTRINGS:
        raise CommandError(
            "The rules are read from docstrings, which Python leaves out with -OO or"
            " PYTHONOPTIMIZE=2. Run the command without that."
        )
    run = {
        "build": _build,
        "watch": _watch,
        "list": _list,
        "explain": _explain,
        "check": _check,
        "translate": _translate,
        "edit": _edit,
        "new": _new,
    }
    try:
        return run[options.command](options)
    except (CommandError, ImportError, KeyboardInterrupt):
        raise  # what is imported to tell the others takes long, or cannot be
    except _mistakes() as error:
        return _refuse(str(error), getattr(error, "problems", ()), as_json=options.json)


def _mistakes() -> tuple[type[Exception], ...]:
    """Return the errors that a person can fix: in the words, or in the folder."""
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
        reason = f"The content must be fixed in {places}."
    output.say_json({"error": {"message": reason, "problems": listed}})
    return WRONG


# Subcommands


def _build(options: argparse.Namespace) -> int:
    """Make the handouts of one clinic, or of many; where there is nothing to do, say that again."""
    if options.many:
        return _build_many(options)
    shared = cache.code()
    key = cache.run_key(shared, options.content, _asked(options))
    if not (options.force or options.draft or options.json):
        known = cache.said(options.output, key, cache.today())
        if known is not None:
            for line in known:
                output.say(line)
            return CLEAN
    _prepare(options.formats)
    if options.scheduler:
        return _build_elsewhere(options)
    from brochures.build.handouts import handout_pool
    from brochures.build.run import carry_out
    from brochures.build.scratch import scratch
    from brochures.formats import FORMATS
    from brochures.processes.fork import cores

    with scratch(), handout_pool(min(cores(), len(options.formats or FORMATS))) as pool:
        say = output.silent if options.json else output.say
        outcomes = carry_out(_order(options), _today(), say, shared=shared, key=key, pool=pool)
    if options.json:
        output.say_json([outcome.data() for outcome in outcomes])
    return CLEAN if all(outcome.clean for outcome in outcomes) else WITHHELD


def _build_many(options: argparse.Namespace) -> int:
    _prepare(options.formats)
    from brochures.build import batch
    from brochures.build.scheduler import workers_at
    from brochures.build.scratch import scratch

    try:
        asked = batch.orders(options.many, _order(options))
    except batch.NoClinics as error:
        raise CommandError(str(error)) from error
    say = output.silent if options.json else output.say_now
    with scratch(), workers_at(options.scheduler) as workers:
        done = batch.build(asked, lambda order: _asked(options, order.output), say, workers)
    if options.json:
        output.say_json([each.data(name) for name, each in done.items()])
    else:
        output.say(("out", batch.summary(done)))
    return _status(done.values())


def _status(done: Iterable[Clinic]) -> int:
    """Return the exit status of clinics that were built."""
    became = {each.became for each in done}
    if became & {"wrong", "failed"}:
        return WRONG
    return WITHHELD if "withheld" in became else CLEAN


def _build_elsewhere(options: argparse.Namespace) -> int:
    """Make the handouts of one clinic on a worker of a scheduler."""
    from brochures.build import batch
    from brochures.build.scheduler import workers_at
    from brochures.build.scratch import scratch

    asked = {options.content.stem: _order(options)}
    with scratch(), workers_at(options.scheduler) as workers:
        (done,) = batch.build(asked, lambda _: _asked(options), output.silent, workers).values()
    if options.json and done.became in ("built", "withheld"):
        output.say_json(list(done.handouts))
    elif options.json:
        _refuse("\n".join(text for stream, text in done.said if stream == "err"), as_json=True)
    for line in done.said if not options.json else ():
        output.say(line)
    return _status([done])


def _watch(options: argparse.Namespace) -> int:
    """Build again whenever a file is saved; start anew when the program itself has changed."""
    if options.many:
        raise CommandError("The watch takes the words of one clinic: name one file.")
    _prepare(options.formats)
    from brochures.build.handouts import handout_pool
    from brochures.build.scratch import scratch
    from brochures.build.watch import watch
    from brochures.processes.fork import cores

    say = output.say_json_now if options.json else output.say_now
    with scratch(), handout_pool(cores()) as pool:
        try:
            watch(_order(options), _asked(options), say, pool)
        except KeyboardInterrupt:
            say(("out", "The watch has ended."))
            return CLEAN
    say(("out", "The program has changed: the watch starts again."))
    return os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - this very command


def _list(options: argparse.Namespace) -> int:
    """Say which formats there are."""
    from brochures.build import console
    from brochures.formats import FORMATS

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
    from brochures.build.run import Order, read
    from brochures.build.scratch import scratch
    from brochures.checks.inspection import examine

    file = options.content or (CONTENT if os.path.exists(CONTENT) else None)
    clinic = read(Order(file, OUTPUT, draft=True), _today()) if file else None
    outcomes = []
    for path in options.files:
        brochure = clinic.of(path) if clinic else None
        with needing_room(), scratch():
            outcome = examine(path, brochure.content if brochure else None, _today())
            outcomes.append(brochure.located(outcome) if brochure else outcome)
        if not options.json:
            for line in console.judged(outcomes[-1]):
                output.say(line)
    if options.json:
        output.say_json([outcome.data() for outcome in outcomes])
    return CLEAN if all(outcome.clean for outcome in outcomes) else WITHHELD


def _translate(options: argparse.Namespace) -> int:
    """Write or update the catalogs of a content, and say what comes next."""
    from brochures.build import translate

    made = [translate.update(options.content, language) for language in options.languages]
    if options.json:
        output.say_json([{"language": each.language, "catalog": str(each.file)} for each in made])
    else:
        for each in made:
            output.say(("out", each.said))
    return CLEAN


def _edit(options: argparse.Namespace) -> int:
    """Serve the editor until it is done."""
    _prepare(())
    import webbrowser

    from brochures.build.scratch import scratch
    from brochures.editor.server import serve

    say = output.say_json_now if options.json else output.say_now
    show = None if options.no_browser else webbrowser.open
    with scratch():
        try:
            serve(options.content, options.output, _today(), say, show)
        except KeyboardInterrupt:
            say(("out", ""))
        say(("out", "The editor has ended."))
    return CLEAN


def _new(options: argparse.Namespace) -> int:
    """Write a content file to begin with, and say what comes next."""
    from brochures.build import new

    asked = output.is_terminal() and not options.json
    facts = {name: getattr(options, name) for name in arguments.FACTS}
    try:
        made = new.make(options.folder, facts, _today(), output.ask if asked else None)
    except new.Refused as error:
        raise CommandError(str(error)) from error
    if options.json:
        output.say_json({"content": str(made.content)})
    else:
        output.say(("out", made.said))
    return CLEAN


def _today() -> date:
    from datetime import date

    return date.fromisoformat(cache.today())


def _asked(options: argparse.Namespace, folder: Path | None = None) -> str:
    """Return the options that change what is made as text, for their folder or another one."""
    making = (options.paper, options.no_fold_marks, options.purpose, options.ua)
    wanted = (sorted(options.formats), sorted(options.languages))
    return repr((*wanted, *making, str(folder or options.output)))


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
        tuple(options.languages),
        options.force,
        tuple(path for path in options.many if path.is_dir()),
    )


def _prepare(names: Iterable[str]) -> None:
    """Make ready to build formats; raise CommandError with what there is where one is unknown."""
    import gc

    from brochures.build.workers import GARBAGE
    from brochures.formats import FORMATS

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
