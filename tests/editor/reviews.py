"""Contents to review, and files of comments on them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from brochures.content.loader import Loaded, read_content
from brochures.content.review_labels import ReviewLabels
from brochures.editor.review import review_page
from tests.samples import whole

TODAY = date(2026, 12, 1)

LABELS = ReviewLabels()

EVERY_BODY: Mapping[str, object] = {
    "steps": ["First this.", "Then that."],
    "text": ["One paragraph.", "Another with **bold** words and [a page](https://example.com/a)."],
    "table": {
        "caption": "When we are there",
        "columns": ["Day", "Hours"],
        "rows": [["Monday", "9 to 5"], ["Friday", "9 to 1"]],
        "source": "Our own plan",
    },
    "chart": {
        "caption": "Of ten people",
        "of": 10,
        "values": [{"name": "Better", "value": 7}],
        "source": "A study, 2024",
    },
    "quote": {"text": "It helped me.", "by": "A patient"},
}


def loaded_of(data: dict[str, Any]) -> Loaded:
    """Return a content that is written in a file."""
    return read_content(Path("content.yaml"), text=yaml.safe_dump(data, sort_keys=False))


def full() -> dict[str, Any]:
    """Return a small content with a section of every kind."""
    data = whole()
    for kind, body in EVERY_BODY.items():
        data["topic"]["sections"][kind] = {"title": f"A section: {kind}", kind: body}
    return data


def returned(loaded: Loaded, **changes: object) -> bytes:
    """Return a file of comments on a content, with some things in it changed."""
    html = review_page(loaded, (), TODAY)
    digest = re.search(r'data-digest="([^"]+)"', html)
    assert digest
    said = {
        "kind": "brochures-review",
        "version": 1,
        "file": "content.yaml",
        "digest": digest[1],
        "by": "Dr. Example",
        "qualification": "MD",
        "on": "2026-12-02",
        "sections": [
            {
                "path": "topic.sections.habits",
                "title": "What can help",
                "right": False,
                "comment": "Warm as well.",
            }
        ],
    }
    return json.dumps(said | changes).encode()
