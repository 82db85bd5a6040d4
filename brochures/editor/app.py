"""The editor as a web application: what answers at each of its addresses.

All of it lies below a secret (`guards.py`). Requests and answers are JSON, but for pages and
pictures. What touches the words is done one after another; what takes long is done aside.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from brochures.content.edits import EditError
from brochures.content.loader import Loaded, advice
from brochures.editor import catalogs
from brochures.editor.answers import HANDLERS, Refusal, file_in
from brochures.editor.guards import Guard
from brochures.editor.preview import Picture
from brochures.editor.previews import Previews
from brochures.editor.publishing import built, shared
from brochures.editor.requests import (
    EditsRequest,
    FactsRequest,
    NamedRequest,
    NewRequest,
    Now,
    NowRequest,
    OpenRequest,
    SaveRequest,
    TextRequest,
    TranslateRequest,
    TranslationRequest,
    asked_of,
    body,
)
from brochures.editor.review import MAX_BYTES as MOST_OF_REVIEW
from brochures.editor.review import read_review
from brochures.editor.speech import spoken
from brochures.editor.workspace import Workspace
from brochures.render.images import MAX_BYTES as MOST_OF_PICTURE
from brochures.render.pages import compose_editor, editor_sheet

Made = TypeVar("Made")

STATIC = Path(__file__).parent / "static"

KEPT = 8
"""Answers whose pictures can be asked for: those of a page that is open in two windows."""

PUBLISHED = {
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".vcf": "text/vcard",
    ".js": "text/javascript",
}
"""What of the output is served, by the endings of its files."""


class Editor:
    """Answers the requests for one clinic's folder; `end` is called once the page says so."""

    def __init__(
        self, workspace: Workspace, previews: Previews, token: str, end: Callable[[], object]
    ) -> None:
        self.workspace = workspace
        self.previews = previews
        self.token = token
        self.end = end
        self._shown: deque[Sequence[Picture]] = deque(maxlen=KEPT)

    def app(self) -> Starlette:
        """Return the application."""
        at = partial(_route, self.token)
        routes = [
            at("", self.page),
            at("static/editor.css", self.sheet),
            at("static/{name}", self.script),
            at("state", self.state),
            at("edit", self.edit, "POST"),
            at("undo", self.undo, "POST"),
            at("redo", self.redo, "POST"),
            at("save", self.save, "POST"),
            at("reload", self.reload, "POST"),
            at("text", self.text),
            at("text", self.write, "POST"),
            at("versions", self.versions),
            at("restore", self.restore, "POST"),
            at("pictures", self.pictures),
            at("preview", self.preview),
            at("page/{name}.png", self.picture),
            at("start", self.start, "POST"),
            at("new", self.new, "POST"),
            at("open", self.open, "POST"),
            at("picture", self.add_picture, "POST"),
            at("translations", self.translations),
            at("languages", self.languages),
            at("translate", self.translate, "POST"),
            at("translation", self.translation),
            at("translation", self.change_translation, "POST"),
            at("publish", self.publish, "POST"),
            at("share", self.share, "POST"),
            at("review", self.review, "POST"),
            at("output/{path:path}", self.published),
            at("done", self.done, "POST"),
        ]
        return Starlette(
            routes=routes,
            middleware=[Middleware(Guard, token=self.token)],
            exception_handlers=HANDLERS,
        )

    # The page

    async def page(self, _: Request) -> Response:
        """Return the page, in the language of the words where it and the form speak that."""
        return HTMLResponse(compose_editor(spoken(self.workspace.language)))

    async def sheet(self, _: Request) -> Response:
        """Return its sheet, in the colours of the clinic."""
        words = self.workspace.words
        brand = words.brand if words else None
        sheet = editor_sheet(brand.theme, brand.own_colors) if brand else editor_sheet("harbour")
        return Response(sheet, media_type="text/css")

    async def script(self, request: Request) -> Response:
        """Return one of its scripts."""
        return file_in(STATIC, request.path_params["name"], {".js": "text/javascript"})

    # The words

    async def state(self, _: Request) -> Response:
        """Return the words as they are now."""
        return self._state()

    async def edit(self, request: Request) -> Response:
        """Make changes."""
        asked = await self._current(request, EditsRequest)
        document = self.workspace.document
        if not document.words.readable:
            raise Refusal(409, self.workspace.state())
        document.edit(asked.edits)
        return self._state()

    async def undo(self, request: Request) -> Response:
        """Take the last change back."""
        await self._current(request, NowRequest)
        self.workspace.document.undo()
        return self._state()

    async def redo(self, request: Request) -> Response:
        """Make a change again that was taken back."""
        await self._current(request, NowRequest)
        self.workspace.document.redo()
        return self._state()

    async def save(self, request: Request) -> Response:
        """Write the file."""
        asked = await self._current(request, SaveRequest)
        self.workspace.document.save(over=asked.over)
        return self._state()

    async def reload(self, request: Request) -> Response:
        """Take the file as another program has saved it."""
        await asked_of(request, NowRequest)
        self.workspace.document.reload()
        return self._state()

    async def text(self, _: Request) -> Response:
        """Return the text of the file."""
        document = self.workspace.document
        return JSONResponse({"text": document.text, "revision": document.revision})

    async def write(self, request: Request) -> Response:
        """Take another text."""
        asked = await self._current(request, TextRequest)
        self.workspace.document.write(asked.text)
        return self._state()

    async def versions(self, _: Request) -> Response:
        """Return the older versions."""
        return JSONResponse(self.workspace.document.versions())

    async def restore(self, request: Request) -> Response:
        """Take an older version."""
        asked = await self._current(request, NamedRequest)
        self.workspace.document.restore(asked.name)
        return self._state()

    # The pages

    async def pictures(self, request: Request) -> Response:
        """Return the pages of a handout before it is judged; none where that is no quicker."""
        pages, _, revision = await self._made(request, self.previews.pictures)
        self._shown.append(pages)
        return JSONResponse({"revision": revision, "pages": [page.data() for page in pages]})

    async def preview(self, request: Request) -> Response:
        """Return a handout as it would be published, once it is laid out and judged."""
        made, loaded, revision = await self._made(request, self.previews.preview)
        self._shown.append(made.pages)
        data = made.data(revision)
        data["findings"] += [*_advice(loaded)]
        return JSONResponse(data)

    async def _made(
        self, request: Request, make: Callable[[Loaded, str, date], Made | None]
    ) -> tuple[Made, Loaded, int]:
        """Return what is made of the words that a request asks for, the words, their revision."""
        document = self.workspace.document
        revision, name = request.query_params.get("revision"), request.query_params.get("format")
        loaded = document.words.loaded
        known = [made.name for made in document.words.formats]
        if revision != str(document.revision) or loaded is None or name not in known:
            raise Refusal(409, {"error": "The words have changed."})
        made = await anyio.to_thread.run_sync(make, loaded, str(name), self.workspace.today)
        if made is None:
            raise Refusal(409, {"error": "Something newer was asked for."})
        return made, loaded, int(revision)

    async def picture(self, request: Request) -> Response:
        """Return the picture of a page."""
        name = request.path_params["name"]
        for page in chain.from_iterable(self._shown):
            if page.name == name:
                return Response(page.png, media_type="image/png")
        raise HTTPException(404)

    # The clinic's folder

    async def start(self, request: Request) -> Response:
        """Begin the words of a clinic."""
        asked = await asked_of(request, FactsRequest)
        self.workspace.start(asked.facts)
        return self._state()

    async def new(self, request: Request) -> Response:
        """Begin another brochure of the clinic."""
        asked = await self._current(request, NewRequest)
        self.workspace.add_edition(asked.topic, asked.template)
        return self._state()

    async def open(self, request: Request) -> Response:
        """Open another file of the clinic."""
        asked = await self._current(request, OpenRequest)
        self.workspace.open(asked.file)
        return self._state()

    async def add_picture(self, request: Request) -> Response:
        """Put a picture into the folder."""
        data = await body(request, MOST_OF_PICTURE, "The picture")
        name = request.query_params.get("name", "")
        file = await anyio.to_thread.run_sync(self.workspace.add_picture, name, data)
        return JSONResponse({"file": file})

    # Translations

    async def translations(self, _: Request) -> Response:
        """Return what the words are translated into."""
        return JSONResponse(catalogs.listed(self._loaded()))

    async def languages(self, _: Request) -> Response:
        """Return what else they could be translated into."""
        return JSONResponse(catalogs.others(self._loaded()))

    async def translate(self, request: Request) -> Response:
        """Begin a translation, or bring it up to date."""
        asked = await self._current(request, TranslateRequest)
        loaded = self._loaded()
        catalogs.begin(self.workspace.document, loaded, asked.language)
        return self._state()

    async def translation(self, request: Request) -> Response:
        """Return a translation beside its source."""
        language = request.query_params.get("language", "")
        return JSONResponse(catalogs.shown(self._loaded(), language))

    async def change_translation(self, request: Request) -> Response:
        """Write translations of some texts."""
        asked = await asked_of(request, TranslationRequest)
        loaded = self._loaded()
        try:
            catalogs.change(loaded, asked.language, asked.revision, asked.texts)
        except catalogs.Elsewhere:
            raise Refusal(409, catalogs.shown(loaded, asked.language)) from None
        return JSONResponse(catalogs.shown(loaded, asked.language))

    # Publishing

    async def publish(self, request: Request) -> Response:
        """Make the handouts of the words that are saved, as the command does."""
        asked = await asked_of(request, NowRequest)
        self.workspace.require_saved(asked.revision)
        done = await anyio.to_thread.run_sync(built, self.workspace)
        desk = "output/index.html"
        there = (self.workspace.output / "index.html").is_file()
        said = {"lines": done.lines, "clean": done.clean, "desk": desk if there else None}
        return JSONResponse(said)

    async def share(self, request: Request) -> Response:
        """Make a page of the words that are saved, with drafts of the handouts, for a reviewer."""
        asked = await asked_of(request, NowRequest)
        self.workspace.require_saved(asked.revision)
        loaded = self._loaded()
        done, page = await anyio.to_thread.run_sync(shared, self.workspace, loaded)
        where = page.relative_to(self.workspace.output).as_posix()
        return JSONResponse({"page": f"output/{where}", "lines": done.lines})

    async def review(self, request: Request) -> Response:
        """Return the comments of a reviewer that came back as a file."""
        data = await body(request, MOST_OF_REVIEW, "The file")
        return JSONResponse(read_review(data, self._loaded()).data())

    async def published(self, request: Request) -> Response:
        """Return a published file: a handout, or the print desk."""
        answer = file_in(self.workspace.output, request.path_params["path"], PUBLISHED)
        # The print desk has its own policy inside it, and asks for itself only.
        answer.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
        return answer

    async def done(self, _: Request) -> Response:
        """End the editor."""
        self.end()
        return JSONResponse({})

    # What requests have in common

    def _state(self) -> Response:
        return JSONResponse(self.workspace.state())

    def _loaded(self) -> Loaded:
        loaded = self.workspace.loaded
        if loaded is None:
            raise EditError("Something has to be fixed first.", "It is listed above the form.")
        return loaded

    async def _current(self, request: Request, kind: type[Now]) -> Now:
        """Return what is asked of the words as they are; of others it is refused."""
        asked = await asked_of(request, kind)
        if asked.revision != self.workspace.document.revision:
            raise Refusal(409, self.workspace.state())
        return asked


def _route(
    token: str, path: str, answer: Callable[[Request], Awaitable[Response]], method: str = "GET"
) -> Route:
    return Route(f"/{token}/{path}", answer, methods=[method])


def _advice(loaded: Loaded) -> list[dict[str, Any]]:
    """Return what could be better in the words, as findings."""
    return [
        {
            "rule": "",
            "path": each.path,
            "line": each.line,
            "page": None,
            "what": each.what,
            "words": "",
            "fix": each.fix,
            "why": "",
            "warning": True,
        }
        for each in advice(loaded)
    ]
