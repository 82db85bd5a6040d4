"""Serving the editor on this computer: its address, and its end."""

from __future__ import annotations

import secrets
import socket
import webbrowser
from collections.abc import Callable
from datetime import date
from pathlib import Path

import uvicorn

from brochures.build.run import Say
from brochures.editor.app import Editor
from brochures.editor.previews import Previews
from brochures.editor.workspace import Workspace

HOST = "127.0.0.1"

PATIENCE = 2
"""Seconds that requests have to end in once the editor ends."""


def serve(
    content: Path,
    output: Path,
    today: date,
    say: Say,
    show: Callable[[str], object] | None = webbrowser.open,
) -> None:
    """Serve the editor of a content until its page says that it is done.

    Says its address, and takes what shows that in a browser. Ctrl-C ends it with KeyboardInterrupt.
    Raises ContentError where the content is there and cannot be read.
    """
    workspace = Workspace(content, output, today)
    token = secrets.token_urlsafe(24)
    with Previews() as previews, socket.socket() as listening:
        listening.bind((HOST, 0))
        listening.listen()  # before a browser asks
        editor = Editor(workspace, previews, token, lambda: setattr(server, "should_exit", True))
        config = uvicorn.Config(
            editor.app(),
            log_level="warning",
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=PATIENCE,
        )
        server = uvicorn.Server(config)
        address = f"http://{HOST}:{listening.getsockname()[1]}/{token}/"
        say(("out", f"The editor is at {address} Ctrl-C ends it."))
        if show:
            show(address)
        server.run([listening])
