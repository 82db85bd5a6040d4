"""What the stub knows beside the form: brochures, pictures, translations and reviews."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.editor.stub_form import Node

if TYPE_CHECKING:
    from tests.editor.stub import Stub


class Refused(Exception):
    """A request is refused."""

    def __init__(self, status: int, said: Node) -> None:
        super().__init__(status)
        self.status, self.said = status, said


START: Node = {
    "file": None,
    "clinic": "",
    "language": "en",
    "saved": True,
    "can_undo": False,
    "can_redo": False,
    "changed_outside": False,
    "readable": True,
    "problems": [],
    "formats": [],
    "shape": "",
    "form": None,
    "files": [],
    "templates": [],
    "start": {
        "country": "US",
        "language": "en",
        "countries": [["CA", "Canada"], ["MX", "Mexico"], ["US", "United States"]],
        "languages": [["en", "English"], ["es", "español"]],
    },
}
"""The state where nothing has been written yet."""

FILES: list[Node] = [
    {"file": "content.yaml", "title": "Depression"},
    {"file": "sleep.yaml", "title": "Sleep"},
    {"file": "pain.yaml", "title": "Pain"},
]

TEMPLATES = [
    ["blank", "Blank page"],
    ["illness", "An illness"],
    ["procedure", "A procedure"],
    ["after-care", "After a treatment"],
]

LANGUAGES = [["fr", "français"], ["ar", "العربية"]]

TEXTS: list[Node] = [
    {
        "path": "topic.title",
        "note": "Topic: Title",
        "source": "Still depressed after two medicines?",
        "text": "¿Sigue con depresión?",
        "state": "check",
    },
    {
        "path": "topic.lead",
        "note": "Topic: Opening words",
        "source": "You have not failed. There are other treatments, and they offer hope.",
        "text": "",
        "state": "open",
    },
    {
        "path": "topic.sections.causes.title",
        "note": "Section Why it happens: Title",
        "source": "Why it happens",
        "text": "Por qué ocurre",
        "state": "done",
    },
]

REVIEW: Node = {
    "by": "Dr. Jane Doe",
    "on": "2026-11-28",
    "current": False,
    "sections": [
        {
            "path": "topic.sections.causes",
            "title": "Why it happens",
            "right": False,
            "comment": "Say <b>less</b>.\nAnd sleep?",
        },
        {
            "path": "topic.sections.help",
            "title": "What can help",
            "right": True,
            "comment": "",
        },
    ],
}


@dataclass
class Beside:
    """The brochure that is open, the catalogs, and how files that are sent are answered."""

    file: str | None = "content.yaml"
    brochures: int = 1
    catalogs: dict[str, list[Node]] = field(default_factory=lambda: {"es": copy.deepcopy(TEXTS)})
    revisions: dict[str, int] = field(default_factory=dict)
    refuse: str = ""
    """Why the next requests of these are refused."""


def _check(stub: Stub) -> None:
    if stub.beside.refuse:
        raise Refused(400, {"error": stub.beside.refuse})


def _start(stub: Stub, data: Any) -> Node:  # noqa: ANN401 - JSON
    if data["facts"].get("phone") == "12":
        wrong = {"postcode": "A postal code has 5 digits.", "phone": "This is no phone number."}
        raise Refused(400, {"error": "Two facts cannot be right.", "wrong": wrong})
    stub.beside.file = "content.yaml"
    return stub.turned()


def _open(stub: Stub, file: str) -> Node:
    if not stub.saved:
        raise Refused(409, {"error": "not-saved"})
    stub.beside.file = file
    stub.words["topic"]["title"] = file
    stub.revision = 1
    return stub.state()


def _new(stub: Stub) -> Node:
    _check(stub)
    stub.beside.brochures = 2
    return _open(stub, "sleep.yaml")


def _picture(stub: Stub, data: Any) -> Node:  # noqa: ANN401 - JSON
    _check(stub)
    return {"file": data["name"].lower()}


def _translations(stub: Stub) -> list[Node]:
    return [_about(stub, language) for language in stub.beside.catalogs]


def _about(stub: Stub, language: str) -> Node:
    texts = stub.beside.catalogs[language]
    return {
        "language": language,
        "name": {"es": "español", **dict(LANGUAGES)}[language],
        "file": f"translations/{language}.po",
        "reviewer": "Dr. Ana Ruiz" if language == "ar" else "",
        "done": sum(each["state"] == "done" for each in texts),
        "all": len(texts),
    }


def catalog(stub: Stub, language: str) -> Node:
    """Return a catalog."""
    revision = str(stub.beside.revisions.get(language, 1))
    texts = stub.beside.catalogs[language]
    return _about(stub, language) | {"revision": revision, "day": "", "texts": texts}


def write(stub: Stub, language: str, texts: dict[str, str]) -> None:
    """Write texts into a catalog, as another program does, too."""
    for each in stub.beside.catalogs[language]:
        if each["path"] in texts:
            each["text"] = texts[each["path"]]
            each["state"] = "done" if each["text"] else "open"
    stub.beside.revisions[language] = stub.beside.revisions.get(language, 1) + 1


def _translation(stub: Stub, data: Any) -> Node:  # noqa: ANN401 - JSON
    language = data["language"]
    if "texts" in data:
        now = catalog(stub, language)
        if data["revision"] != now["revision"]:
            raise Refused(409, now)
        _check(stub)
        write(stub, language, data["texts"])
    return catalog(stub, language)


def _translate(stub: Stub, language: str) -> Node:
    if language in stub.beside.catalogs:
        added = {**TEXTS[1], "path": "topic.new", "note": "A new text"}
        stub.beside.catalogs[language].append(added)
        return stub.state()
    texts = [{**each, "text": "", "state": "open"} for each in TEXTS]
    stub.beside.catalogs[language] = texts
    return stub.change(copy.deepcopy(stub.words))


def _share(stub: Stub) -> Node:
    if not stub.saved:
        raise Refused(409, {"error": "not-saved"})
    return {"page": "output/drafts/review.html", "lines": [["out", "output/drafts/review.html"]]}


def _review(data: Any) -> Node:  # noqa: ANN401 - JSON
    try:
        return REVIEW | {"by": json.loads(data["body"])["by"]}
    except ValueError:
        raise Refused(400, {"error": "This file holds no comments."}) from None


ANSWERS_BESIDE: dict[str, Callable[[Stub, Any], Any]] = {
    "start": _start,
    "open": lambda stub, data: _open(stub, data["file"]),
    "new": lambda stub, _: _new(stub),
    "picture": _picture,
    "translations": lambda stub, _: _translations(stub),
    "languages": lambda stub, _: [
        each for each in LANGUAGES if each[0] not in stub.beside.catalogs
    ],
    "translate": lambda stub, data: _translate(stub, data["language"]),
    "translation": _translation,
    "share": lambda stub, _: _share(stub),
    "review": lambda _, data: _review(data),
}
"""What is said to each request."""
