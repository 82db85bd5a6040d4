"""Contents to try: the smallest valid one, a small one of all formats, and the first clinic's."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml

OURS = Path(__file__).parent.parent / "content.yaml"

OUR_WORDS = re.sub(r"(?m)^translations:\n(?:  .+\n)+", "", OURS.read_text("utf-8"))
"""The clinic's words alone: they can be built anywhere, without the catalogs beside them."""

MINIMAL = """\
language: en-US
clinic:
  name: Example Clinic
  address:
    street: 1 Main St.
    city: Brooklyn
    region: NY
    postcode: "11201"
  phone:
    number: (718) 400-0867
topic:
  name: Sleep
  sections:
    habits:
      title: What can help
      items:
        - name: A dark room
          text: You sleep better in a dark room.
"""
"""Only what must be there."""

EDITION = """\
language: en-US
base: content.yaml
topic:
  name: Smoking
  sections: {help: {title: Help, text: We help.}}
"""
"""The smallest edition of another content."""

WHOLE = """\
language: en-US
clinic:
  name: Example Clinic
  tagline: TMS for depression
  address:
    street: 1 Main St.
    city: Brooklyn
    region: NY
    postcode: "11201"
  phone:
    number: (718) 400-0867
  email: info@example.com
  language_help: [en, es, zh-Hans, ar]
review:
  version: "1"
  reviewed_on: 2026-01-31
  review_by: 2027-01-31
topic:
  name: Depression
  title: In large print
  subtitle: About depression
  for_clinicians:
    title: On one page
    subtitle: For physicians
  cover:
    title: Still depressed?
    lead: [Other treatments offer hope.]
    art: doors
  summary:
    title: In short
    points:
      - There are other treatments.
      - Do not wait.
  next_step:
    title: Your next step
    lead: Talk to us.
  sections:
    definition:
      title: What it is
      art: medicines
      items:
        - name: Symptoms stay
          text: Your symptoms stay the same.
          for_clinicians: Unchanged symptoms
    symptoms:
      title: How it feels
      groups:
        - title: Feelings
          items:
            - name: Despair
              text: Hope seems out of reach.
        - title: Body
          items:
            - name: Sleep
              text: You sleep badly.
    options:
      title: What can help
      groups:
        - title: Without surgery
          for_clinicians: Non-invasive
          items:
            - name: TMS
              text: Magnets stimulate the brain.
              offered: true
    risks:
      title: If it is not treated
      items:
        - name: Suicide
          text: The risk of suicide is higher.
          for_clinicians: Higher suicide risk
    treatments:
      title: What we offer
      art: coil
      items:
        - name: Deep TMS
          text: It reaches further into the brain.
          for_clinicians: Deeper stimulation
  referral:
    title: How to refer
    lead: Call us.
    who:
      title: Whom to refer
      lead: Patients whom two medicines have not helped.
      items: [{name: Ruled out, text: Too low a dose.}]
"""
"""One of everything that a small brochure of all formats says."""

_ALL = "[definition: full, symptoms: full, options: full, risks: full, treatments: full]"

IN_FULL = f"{WHOLE}handouts: {{trifold: {_ALL}, half-fold: {_ALL}}}\n"
"""The same, all shown in full: it is laid out in one way, where there are eleven to choose from."""


@cache
def _parsed(words: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(words)
    return content


def minimal() -> dict[str, Any]:
    """Return the smallest valid content as data, a fresh copy each time."""
    return deepcopy(_parsed(MINIMAL))


def whole() -> dict[str, Any]:
    """Return a small content of all formats as data, a fresh copy each time."""
    return deepcopy(_parsed(WHOLE))


def in_full() -> dict[str, Any]:
    """Return a small content of all formats that is quickly laid out, a fresh copy each time."""
    return deepcopy(_parsed(IN_FULL))


def ours() -> dict[str, Any]:
    """Return the clinic's words as data, a fresh copy each time."""
    return deepcopy(_parsed(OUR_WORDS))


def longer() -> dict[str, Any]:
    """Return the clinic's words with every optional fact and, where there is room, longer texts."""
    content = ours()
    content["clinic"] |= {
        "fax": "(718) 555-0199",
        "website": "clinic.example.com",
        "hours": "Monday to Friday, 9 am to 5 pm",
        "npi": "1234567893",
        "transit": "Subway to Borough Hall",
    }
    topic = content["topic"]
    topic["referral"] |= {
        "steps": ["Call us, or fax the referral.", "We call your patient back."],
        "send": ["Medication history with doses and dates", "Insurance card, both sides"],
    }
    topic["summary"]["points"] *= 3
    topic["summary"]["points"] = [
        f"{number}. {point}" for number, point in enumerate(topic["summary"]["points"], 1)
    ]
    placed = content["handouts"]["trifold"]["inside"]
    full = {name for each in placed for name, depth in each.items() if depth == "full"}
    for name, section in topic["sections"].items():
        for group in section.get("groups", [section]):
            for item in group["items"] if name not in full else ():
                item.setdefault("short", "Ask us.")
                if not item.get("offered"):
                    item["text"] += f" We can tell you more about {item['name']} when you call us."
    return content
