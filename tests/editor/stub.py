"""A server like that of the editor, with a small form of every kind of node, and pages of its own.

It keeps the words, and notes what it is asked for; a test can make it fail.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl

from PIL import Image, ImageDraw

from brochures.render.pages import POLICY, compose_editor, editor_sheet
from tests.editor.stub_beside import ANSWERS_BESIDE, FILES, START, TEMPLATES, Beside, Refused
from tests.editor.stub_form import TITLE, WORDS, Drawn, Node, apply, dotted, fields, get

STATIC = Path(__file__).parents[2] / "brochures" / "editor" / "static"
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".png": "image/png"}


@dataclass
class Stub:
    """The words, and what was asked for."""

    words: Node = field(default_factory=lambda: copy.deepcopy(WORDS))
    revision: int = 1
    saved: bool = True
    undos: list[Node] = field(default_factory=list)
    redos: list[Node] = field(default_factory=list)
    text: str | None = None
    """The text, where it cannot be read."""
    outside: bool = False
    gone: bool = False
    """Whether no request is answered."""
    asked: list[tuple[str, Any]] = field(default_factory=list)
    language: str = "en-US"
    beside: Beside = field(default_factory=Beside)
    """Its brochures, its translations, and what was sent as files."""

    @property
    def actions(self) -> list[str]:
        """What was asked for, but for what the page looks up by itself, whenever it likes."""
        return [name for name, _ in self.asked if name not in ("state", "pictures", "preview")]

    @property
    def edits(self) -> list[Node]:
        """All edits that were sent."""
        return [edit for name, data in self.asked if name == "edit" for edit in data["edits"]]

    def form(self) -> Node:
        """Return the form of the words."""
        return Drawn(self.words).whole()

    def problems(self) -> list[Node]:
        """Return what is wrong with the words."""
        if self.text is not None:
            what = "This line cannot be read."
            return [{"path": [], "line": 3, "what": what, "fix": "Close the quotes."}]
        return [
            {
                "path": each["path"],
                "line": number,
                "what": "It is empty." if not each["value"] else "It is too long.",
                "fix": "Write a text here." if not each["value"] else "Say it in fewer words.",
            }
            for number, each in enumerate(fields(self.form()), 3)
            if (each["required"] and not each["value"])
            or (each["most"] and len(each["value"] or "") > each["most"])
        ]

    def state(self) -> Node:
        """Return the state as the page asks for it."""
        if self.beside.file is None:
            return START | {"revision": self.revision}
        readable = self.text is None
        form = self.form() if readable else None
        return {
            "file": self.beside.file,
            "start": None,
            "files": [{**each, "open": each["file"] == self.beside.file} for each in self.files()],
            "templates": TEMPLATES,
            "clinic": "Life Quality TMS",
            "language": "en-US",
            "spoken": self.language,
            "revision": self.revision,
            "saved": self.saved,
            "can_undo": bool(self.undos),
            "can_redo": bool(self.redos),
            "changed_outside": self.outside,
            "readable": readable,
            "problems": self.problems(),
            "formats": [
                {"name": "trifold", "title": "Tri-fold"},
                {"name": "card", "title": "Card"},
            ],
            "shape": str(hash(json.dumps([_structure(form)]))),
            "form": form,
        }

    def files(self) -> list[Node]:
        """Return the brochures."""
        return FILES[: self.beside.brochures]

    def change(self, words: Node, text: str | None = None) -> Node:
        """Take new words; those before can come back."""
        self.undos.append(self.words)
        self.redos.clear()
        self.words, self.text = words, text
        return self.turned()

    def turned(self) -> Node:
        """Return the state of words that are others than before."""
        self.revision += 1
        self.saved = False
        return self.state()

    def answer(self, name: str, data: Any) -> tuple[int, Any]:  # noqa: ANN401 - JSON
        """Answer a request: by what is noted for its name below."""
        if "revision" in data and name != "translation" and data["revision"] != self.revision:
            return 409, self.state()
        if name == "save" and self.outside and not data["over"]:
            return 409, {"error": "changed-outside"}
        known = ANSWERS.get(name) or ANSWERS_BESIDE.get(name)
        try:
            return 200, known(self, data) if known else {}
        except Refused as refused:
            return refused.status, refused.said

    def edit(self, edits: list[Node]) -> Node:
        """Make edits."""
        words = copy.deepcopy(self.words)
        for edit in edits:
            apply(words, edit)
        return self.change(words)

    def turn(self, there: list[Node], other: list[Node]) -> Node:
        """Undo or redo."""
        other.append(self.words)
        self.words = there.pop()
        return self.turned()

    def keep(self) -> Node:
        """Be as the file is."""
        self.saved, self.outside = True, False
        return self.state()

    def read(self, text: str) -> Node:
        """Take a text; one with a quote that is not closed cannot be read."""
        broken = text.count('"') % 2
        return self.change({} if broken else json.loads(text), text if broken else None)

    def written(self) -> Node:
        """Return the text."""
        text = self.text or json.dumps(self.words, indent=2)
        return {"text": text, "revision": self.revision}

    def preview(self, made: str) -> Node:
        """Return the pages of a format: a line for each text, in two columns."""
        shown = [each for each in fields(self.form()) if isinstance(each["value"], str)]
        places = []
        for number, each in enumerate(shown):
            x, y = 40 + 380 * (number % 2), 40 + 60 * (number // 2)
            places.append({"path": dotted(each["path"]), "box": [x, y, x + 340, y + 40]})
        title = get(self.words, TITLE) or ""
        page = {
            "src": f"page/{made}-{self.revision}.png",
            "width": 792,
            "height": 612,
            "alt": f"{made}, page 1",
            "places": places,
        }
        found = [
            finding
            for each in shown
            for finding in _findings(dotted(each["path"]), str(each["value"]))
        ]
        over = max(0, len(title.split()) - 6)
        room = [
            {"panel": "cover", "label": "the cover", "state": "over" if over else "fits"}
            | {"words": over or None, "paths": ["topic.title"]},
            {"panel": "flap", "label": "the flap", "state": "tighter", "words": None, "paths": []},
            {"panel": "back", "label": "the back", "state": "fits", "words": None, "paths": []},
        ]
        fixed = all(each["warning"] for each in found)
        return {
            "revision": self.revision,
            "format": made,
            "seconds": 0.3,
            "pages": [page, {**page, "alt": f"{made}, page 2", "places": []}],
            "findings": found,
            "room": room,
            "published": fixed and not over,
        }

    def picture(self) -> bytes:
        """Return a picture of a page."""
        image = Image.new("RGB", (1584, 1224), "white")
        drawing = ImageDraw.Draw(image)
        for place in self.preview("")["pages"][0]["places"]:
            x0, y0, x1, y1 = (2 * each for each in place["box"])
            drawing.rectangle((x0, y0, x1, y0 + 20), fill="#0b4a57")
            drawing.rectangle((x0, y0 + 36, x1 - 200, y1), fill="#9fc4c4")
        kept = BytesIO()
        image.save(kept, "PNG")
        return kept.getvalue()


def _findings(path: str, text: str) -> Iterator[Node]:
    """Yield what is found in a text: three words mean that something is."""
    about = {
        "rule": "wording",
        "line": 12,
        "page": 0,
        "fix": "Say what it is.",
        "why": "It misleads.",
    }
    text = text.lower()
    if "miracle" in text:
        yield {**about, "path": path, "what": "A promise.", "words": "miracle", "warning": False}
    if "very" in text:
        yield {**about, "path": path, "what": "A word to spare.", "words": "very", "warning": True}
    if "astray" in text:
        what = "The pages are out of order."
        yield {**about, "path": "", "what": what, "words": "", "warning": False}


def _structure(part: object) -> object:
    said = {"value", "label"}
    if isinstance(part, dict):
        return {key: _structure(value) for key, value in part.items() if key not in said}
    return [_structure(each) for each in part] if isinstance(part, list) else part


ANSWERS: dict[str, Callable[[Stub, Any], Any]] = {
    "state": lambda stub, _: stub.state(),
    "edit": lambda stub, data: stub.edit(data["edits"]),
    "undo": lambda stub, _: stub.turn(stub.undos, stub.redos),
    "redo": lambda stub, _: stub.turn(stub.redos, stub.undos),
    "save": lambda stub, _: stub.keep(),
    "reload": lambda stub, _: stub.keep(),
    "text": lambda stub, data: stub.read(data["text"]) if data else stub.written(),
    "versions": lambda *_: [{"name": "2026-11-27 16.40.12", "lines": 431}],
    "restore": lambda stub, _: stub.change(copy.deepcopy(WORDS)),
    "publish": lambda *_: {
        "lines": [["out", "output/trifold.pdf"], ["err", "card: too many words"]],
        "clean": False,
        "desk": "output/index.html",
    },
}
"""What is said to each request."""

PAGE: dict[str, Callable[[Stub], str]] = {
    "": lambda stub: compose_editor(stub.language),
    "static/editor.css": lambda _: editor_sheet("harbour"),
    "pictures?format=card": lambda stub: json.dumps({"pages": stub.preview("card")["pages"]}),
    "pictures?format=trifold": lambda _: json.dumps({"pages": []}),
    "preview?format=card": lambda stub: json.dumps(stub.preview("card")),
    "preview?format=trifold": lambda stub: json.dumps(stub.preview("trifold")),
}
"""What the page is made of, by the address below the secret."""


class Handler(BaseHTTPRequestHandler):
    """Answers the requests to a stub."""

    stub: Stub

    def do_GET(self) -> None:
        """Answer one that only asks."""
        self.answer({})

    def do_POST(self) -> None:
        """Answer one that brings data."""
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        is_json = self.headers["Content-Type"] == "application/json"
        self.answer(json.loads(body) if is_json else {"body": body})

    def answer(self, data: Node) -> None:
        """Answer, or be gone."""
        name = self.path.removeprefix("/secret/").partition("&")[0]
        if self.stub.gone:
            self.close_connection = True
        elif name.startswith("page/"):
            self.send(200, self.stub.picture(), ".png")
        elif name in PAGE:
            self.send(200, PAGE[name](self.stub).encode(), Path(name).suffix or ".html")
        elif name.startswith("static/"):
            self.send(200, (STATIC / name.removeprefix("static/")).read_bytes(), ".js")
        else:
            name, _, query = name.partition("?")
            data = data | dict(parse_qsl(query))
            self.stub.asked.append((name, data))
            status, said = self.stub.answer(name, data)
            self.send(status, json.dumps(said).encode())

    def send(self, status: int, data: bytes, ending: str = ".json") -> None:
        """Send an answer."""
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(ending, "application/json"))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Keep still."""


@contextmanager
def served(stub: Stub) -> Iterator[str]:
    """Serve the editor's page; return its address."""
    handler = type("StubHandler", (Handler,), {"stub": stub})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/secret/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
