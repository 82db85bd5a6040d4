"""Thousands of files and contents: none may end in a traceback, nothing may be lost.

Run as `python -m tests.bench.fuzz --loader 2000 --pdf 200`. Each run draws new ones. Prints how
many were tried, in how long, and what came of them; ends with 1, and the example, where something
did not hold.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from brochures.content import Content
from brochures.formats import FORMATS
from tests import contents
from tests.trials import try_content, try_file

BYTES = st.one_of(
    st.binary(max_size=2000), st.text().map(lambda text: text.encode("utf-8", "replace"))
)


def tried(
    name: str, strategy: st.SearchStrategy[Any], number: int, trial: Callable[[Any], str]
) -> int:
    """Try so many examples, print what came of them, and return 1 if one did not hold."""
    came: Counter[str] = Counter()

    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def each(example: Any) -> None:  # noqa: ANN401 - whatever the strategy draws
        came[trial(example)] += 1

    begun = time.perf_counter()
    failed = 0
    try:
        each()
    except Exception:  # noqa: BLE001 - whatever it is, it is what we look for
        failed = 1
        traceback.print_exc()
    spent = time.perf_counter() - begun
    said = ", ".join(f"{count} {what}" for what, count in came.most_common())
    print(f"{name}: {came.total()} in {spent:.0f} s: {said}", flush=True)
    return failed


def main() -> int:
    """Try all, and say what came of it."""
    parser = argparse.ArgumentParser(description="Try generated files and contents.")
    parser.add_argument("--loader", type=int, default=2000, help="files through the loader")
    parser.add_argument("--pdf", type=int, default=200, help="contents through to PDF")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file, output = Path(folder) / "content.yaml", Path(folder) / "output"

        def loaded(data: bytes) -> str:
            return "contents" if isinstance(try_file(data, file), Content) else "refused"

        def built(drawn: tuple[contents.Data, str]) -> str:
            outcome = try_content(Content.model_validate(drawn[0]), FORMATS[drawn[1]], output)
            return "published" if outcome.clean else f"withheld for {outcome.findings[0].rule}"

        names = st.sampled_from(list(FORMATS))
        half = options.loader // 2
        failed = [
            tried("any bytes", BYTES, half, loaded),
            tried("damaged words", contents.damaged(), options.loader - half, loaded),
            tried("changed words", st.tuples(contents.changed(), names), options.pdf // 2, built),
            tried(
                "new contents",
                st.tuples(contents.contents(), names),
                options.pdf - options.pdf // 2,
                built,
            ),
        ]
    print("traced back or lost: " + (f"{sum(failed)} kinds" if any(failed) else "nothing"))
    return int(any(failed))


if __name__ == "__main__":
    sys.exit(main())
