"""The editor as a person begins it: the command in a process, and requests to what it serves."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
PATIENCE = 30


class Answer(NamedTuple):
    """What was answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def data(self) -> Any:  # noqa: ANN401 - JSON
        """What it says as JSON."""
        return json.loads(self.body)


class Served:
    """A running editor."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout
        said = process.stdout.readline()
        found = re.search(r"http://([^/]+)(/[^/ ]+/)", said)
        assert found, said + process.stdout.read()
        self.address = found[0]
        self.host, self.secret = found[1], found[2]

    def ask(
        self,
        method: str,
        path: str,
        data: object = None,
        *,
        below: str | None = None,
        **headers: str | None,
    ) -> Answer:
        """Ask for a path below the secret as the page does; a header that is None is left out."""
        body = data if isinstance(data, bytes | None) else json.dumps(data).encode()
        usual = {"Host": self.host, "Origin": f"http://{self.host}" if method == "POST" else None}
        given = {name.replace("_", "-").title(): value for name, value in headers.items()}
        connection = HTTPConnection(self.host, timeout=PATIENCE)
        connection.putrequest(method, (below or self.secret) + path, skip_host=True)
        for name, value in {**usual, **given}.items():
            if value is not None:
                connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        with suppress(BrokenPipeError, ConnectionResetError):  # it has refused, and says why
            connection.endheaders(body)
        answer = connection.getresponse()
        found = Answer(answer.status, dict(answer.getheaders()), answer.read())
        connection.close()
        return found

    def state(self) -> Any:  # noqa: ANN401 - JSON
        """Return the words as they are."""
        return self.ask("GET", "state").data

    def act(self, path: str, **data: object) -> Answer:
        """Ask for something to be done with the words as they are."""
        return self.ask("POST", path, {"revision": self.state()["revision"], **data})

    def set(self, path: str, value: object) -> Answer:
        """Change a text, by its path such as topic.name."""
        steps = [int(step) if step.isdigit() else step for step in path.split(".")]
        return self.act("edit", edits=[{"do": "set", "path": steps, "value": value}])


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Served]:
    """Run the editor for a folder's content; it has to end well on Ctrl-C, if it has not before."""
    command = [sys.executable, str(ROOT / "make_pdf.py"), "edit", "--no-browser", *options]
    paths = ["--content", str(folder / "content.yaml"), "--output", str(folder / "output")]
    with subprocess.Popen(
        [*command, *paths],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        cwd=folder,
    ) as process:
        try:
            yield Served(process)
            process.send_signal(signal.SIGINT)
            assert process.stdout
            assert process.stdout.read().split("\n")[-2:] == ["The editor has ended.", ""]
            assert process.wait(PATIENCE) == 0
        finally:
            process.kill()
