"""What the page of the editor asks for, as JSON, and how much it may ask."""

from __future__ import annotations

from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request

from brochures.editor.document import Edit

MOST = 2_000_000
"""Largest request but for pictures, in bytes."""

Asked = TypeVar("Asked", bound=BaseModel)


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NowRequest(_Asked):
    """What is asked of the words of a revision."""

    revision: int


Now = TypeVar("Now", bound=NowRequest)


class EditsRequest(NowRequest):
    """Changes of the words."""

    edits: Annotated[list[Edit], Field(max_length=1_000)]


class SaveRequest(NowRequest):
    """The file is to be written."""

    over: bool = False


class TextRequest(NowRequest):
    """Another text of the file."""

    text: str


class NamedRequest(NowRequest):
    """An older version, by its name."""

    name: str


class OpenRequest(NowRequest):
    """Another file of the clinic."""

    file: str


class NewRequest(NowRequest):
    """A new brochure: what it is about, and what it begins with."""

    topic: Annotated[str, Field(max_length=200)]
    template: str


class FactsRequest(NowRequest):
    """A clinic's facts, by their names."""

    facts: dict[str, str]


class TranslateRequest(NowRequest):
    """A language to translate into."""

    language: Annotated[str, Field(max_length=35)]


class TranslationRequest(_Asked):
    """Translations of texts, by their places."""

    language: str
    revision: str
    texts: dict[str, str]


async def asked_of(request: Request, kind: type[Asked]) -> Asked:
    """Return what a request asks for."""
    data = await body(request, MOST, "The request")
    try:
        return kind.model_validate_json(data)
    except ValidationError as error:
        raise HTTPException(
            422, f"The request is not as it should be: {error.errors()[0]['msg']}"
        ) from None


async def body(request: Request, most: int, what: str) -> bytes:
    """Return the body of a request, if it is not larger than so many bytes."""
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > most:
            raise HTTPException(413, f"{what} is larger than {most // 1_000_000} MB.")
    return bytes(data)
