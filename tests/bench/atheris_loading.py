"""A target for atheris, which finds its own way through the loader by what each input reaches.

Run as `python -m tests.bench.atheris_loading [FOLDER] [-runs=N] [-max_total_time=SECONDS]` with
atheris installed (it is no dependency: there is none for some systems). It begins with our own
words and the smallest, keeps what it learns in the folder, and goes on until a trial fails; then
it names the file with the bytes that did it.
"""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module
from pathlib import Path

OURS = Path(__file__).parents[2] / "content.yaml"


def main(arguments: list[str]) -> int:
    """Try inputs until one fails or the options say to stop; 2 without atheris."""
    try:
        atheris = import_module("atheris")
    except ImportError:
        print("atheris is not installed. Install it with: pip install atheris", file=sys.stderr)
        return 2
    with atheris.instrument_imports(include=["brochures", "yaml"]):
        trials, samples = import_module("tests.trials"), import_module("tests.samples")
    with tempfile.TemporaryDirectory() as folder:
        file, seeds = Path(folder) / "content.yaml", Path(folder) / "seeds"
        seeds.mkdir()
        (seeds / "ours").write_bytes(OURS.read_bytes())
        (seeds / "smallest").write_text(samples.MINIMAL, "utf-8")

        def target(data: bytes) -> None:
            trials.try_file(data, file)

        atheris.Setup([sys.argv[0], *arguments, str(seeds)], target)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
