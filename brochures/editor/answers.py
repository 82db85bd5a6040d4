"""Answers of the editor that no request by itself makes: files, and what cannot be done."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from brochures.build.atomic_write import PublishError
from brochures.build.new import Refused
from brochures.content.edits import EditError
from brochures.content.yaml_reader import ContentError
from brochures.editor.document import OutsideChange
from brochures.editor.review import ReviewError
from brochures.editor.workspace import NoContent, NotSaved
from brochures.render.result import PictureError


class Refusal(Exception):
    """A request that cannot be carried out: the status, and what is said."""

    def __init__(self, status: int, said: Mapping[str, Any]) -> None:
        super().__init__(status, said)
        self.status = status
        self.said = said


def file_in(folder: Path, name: str, kinds: Mapping[str, str]) -> Response:
    """Return a file of a folder, if it lies there once all links are followed."""
    with suppress(OSError, ValueError):
        path = Path(os.path.realpath(folder / name, strict=True))
        inside = path.is_relative_to(os.path.realpath(folder))
        if inside and path.is_file() and path.suffix in kinds:
            return FileResponse(path, media_type=kinds[path.suffix])
    raise HTTPException(404)


def _refused(status: int, **more: object) -> Callable[[Request, Exception], Response]:
    def answer(_: Request, error: Exception) -> Response:
        return JSONResponse({"error": str(error), **more}, status)

    return answer


def _http(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return JSONResponse({"error": error.detail}, error.status_code)


def _refusal(_: Request, error: Exception) -> Response:
    if not isinstance(error, Refusal):
        raise error
    return JSONResponse(error.said, error.status)


def _facts(_: Request, error: Exception) -> Response:
    if not isinstance(error, Refused):
        raise error
    return JSONResponse({"error": str(error), "wrong": error.facts}, 400)


HANDLERS: Mapping[Any, Any] = {
    HTTPException: _http,
    Refusal: _refusal,
    Refused: _facts,
    ContentError: _refused(400),
    EditError: _refused(400),
    PictureError: _refused(400),
    ReviewError: _refused(400),
    PublishError: _refused(500),
    OutsideChange: lambda *_: JSONResponse({"error": "changed-outside"}, 409),
    NotSaved: lambda *_: JSONResponse({"error": "not-saved"}, 409),
    NoContent: lambda *_: JSONResponse({"error": "There are no words yet."}, 400),
}
"""What is answered where something is raised."""
