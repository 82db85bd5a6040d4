"""Thousands of files and contents: none may end in a traceback, nothing may be lost.

Run as `python -m tests.bench.fuzz --loader 2000 --pdf 200`. Each run draws new ones, unless
`--seed` asks for those of an earlier run. Prints how many were tried, in how long, and what came
of them; a trial that fails is printed, and the others go on. Ends with 1 if one did.
"""

from __future__ import annotations

import argparse
import re
import secrets
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from brochures.content.model import Content
from brochures.formats import FORMATS
from tests import contents
from tests.damaged_files import damaged
from tests.trials import try_content, try_file

ROOT = Path(__file__).parents[2]

BYTES = st.one_of(
    st.binary(max_size=2000), st.text().map(lambda text: text.encode("utf-8", "replace"))
)
WRITTEN = contents.contents(*contents.SIZES[:2]).map(
    lambda data: yaml.safe_dump(data, allow_unicode=True).encode()
)

Trial = Callable[[Any], Counter[str]]
"""Tries an example and counts what came of it; raises what it finds."""


@contextmanager
def timed(name: str) -> Iterator[Counter[str]]:
    """Print what was counted meanwhile, and how long it took."""
    came: Counter[str] = Counter()
    begun = time.perf_counter()
    yield came
    said = ", ".join(f"{count:,} {what}" for what, count in came.most_common())
    print(f"{name} in {time.perf_counter() - begun:.0f} s: {said}", flush=True)


def tried(
    name: str, strategy: st.SearchStrategy[Any], number: int, start: int, trial: Trial
) -> int:
    """Try so many examples, print what came of them, and return how many failed."""

    @seed(start)
    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def each(example: Any) -> None:  # noqa: ANN401 - whatever the strategy draws
        came["tried"] += 1
        try:
            came.update(trial(example))
        except Exception:  # noqa: BLE001 - whatever it is, it is what we look for
            came["FAILED"] += 1
            print(f"{example!r:.2000}\n{traceback.format_exc()}", flush=True)

    with timed(name) as came:
        each()
    return came["FAILED"]


def hostile() -> int:
    """Try all hostile cases, and return how many failed."""
    with timed("hostile cases") as came:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "tests/content/test_hostile.py"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        last = done.stdout.strip().rpartition("\n")[2]
        came.update({what: int(count) for count, what in re.findall(r"(\d+) ([a-z]+)", last)})
    return 0 if done.returncode == 0 else came["failed"] or 1


def main() -> int:
    """Try all, and say what came of it."""
    parser = argparse.ArgumentParser(description="Try generated files and contents.")
    parser.add_argument("--loader", type=int, default=2000, help="files through the loader")
    parser.add_argument("--pdf", type=int, default=200, help="contents through to PDF")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="what to draw")
    options = parser.parse_args()
    print(f"seed {options.seed}")
    third, half = options.loader // 3, options.pdf // 2
    with tempfile.TemporaryDirectory() as folder:
        file, output = Path(folder) / "content.yaml", Path(folder) / "output"

        def loaded(data: bytes) -> Counter[str]:
            found = try_file(data, file)
            if isinstance(found, Content):
                return Counter(contents=1)
            return Counter(refused=1, problems=len(found))

        def built(drawn: tuple[dict[str, Any], str]) -> Counter[str]:
            outcome = try_content(contents.content_of(drawn[0]), FORMATS[drawn[1]], output)
            rules = {finding.rule for finding in outcome.findings}
            came = Counter({"published" if outcome.clean else "withheld": 1})
            fits = "overflow" not in rules
            came.update({"fit": fits, "findings": len(outcome.findings)})
            # The texts were compared already, one by one: what the rule misses is there.
            came.update({"false alarms of nothing-lost": fits and "nothing-lost" in rules})
            return came

        names = st.sampled_from(list(FORMATS))
        kinds = (
            ("any bytes", BYTES, third, loaded),
            ("our own words, damaged", damaged(), third, loaded),
            ("valid contents, written", WRITTEN, options.loader - 2 * third, loaded),
            ("our own words, changed", st.tuples(contents.changed(), names), half, built),
            (
                "valid contents",
                names.flatmap(
                    lambda name: st.tuples(contents.contents_for(FORMATS[name]), st.just(name))
                ),
                options.pdf - half,
                built,
            ),
        )
        failed = hostile() + sum(
            tried(name, strategy, number, options.seed, trial)
            for name, strategy, number, trial in kinds
            if number
        )
    print(f"{failed} FAILED" if failed else "no traceback, nothing lost, nothing twice")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
