"""The smallest content that is valid: only what must be there."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml

OURS = Path(__file__).parent.parent / "content.yaml"

MINIMAL = """\
language: en-US
clinic:
  name: Example Clinic
  tagline: TMS for depression
  address:
    street: 1 Main St.
    city: Brooklyn
    state: NY
    zip: "11201"
  phone:
    number: (718) 400-0867
  email: info@example.com
crisis:
  title: Thinking about suicide?
  call: Call or text {number}, day or night.
  chat: Chat at {website}.
  number: "988"
  website: 988lifeline.org
  for_clinicians: Patients in crisis
review:
  version: "1"
  reviewed_on: 2026-01-31
  review_by: 2027-01-31
titles:
  large_print:
    title: In large print
    subtitle: About depression
  one_page:
    title: On one page
    subtitle: For physicians
cover:
  title: Still depressed?
  lead: Other treatments offer hope.
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
    items:
      - name: Symptoms stay
        text: Your symptoms stay the same.
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
        items:
          - name: TMS
            text: Magnets stimulate the brain.
  treatments:
    title: What we offer
    items:
      - name: Deep TMS
        text: It reaches further into the brain.
referral:
  title: How to refer
  lead: Call us.
  who: Whom to refer
drawings:
  doors: Two doors, one of them open.
  medicines: Two medicine bottles.
  coil: A coil over a head.
  code: QR code of our contact.
labels:
  contents: Contents
  page: Page {page} of {pages}
  call: Call us
  medical: "Doctors call it: {name}"
  offered: We offer this
  or_dial: or dial {spelled}
  phone: Phone
  email: E-mail
  address: Address
  fax: Fax
  website: Website
  hours: Hours
  npi: NPI
  transit: Getting here
  send: Send
  review: Version {version}, checked {reviewed_on}, next check {review_by}
  draft: Draft
  scan: Scan to save us.
  links:
    call: Ring {name}
    call_crisis: Ring {number} in a crisis
    write: Write to {name}
    open: See {website}
    go_to: See {title}
desk:
  title: Print desk
  lead: Choose and print.
  file_name: "{clinic} - {handout}.pdf"
  handouts:
    trifold:
      name: Tri-fold
      about: To fold.
      readers: Patients
    large_print:
      name: Large print
      about: In large type.
      readers: Patients with low vision
    one_page:
      name: One page
      about: A summary.
      readers: Physicians
  steps:
    paper: Take {paper} paper.
    actual_size: Choose 100 %.
    one_side: Print on one side.
    short_edge: Flip on the short edge.
    long_edge: Flip on the long edge.
    fold_flap: Fold the flap.
    fold_cover: Fold the cover.
  mail:
    subject: A summary from {clinic}
    lines:
      - Call {phone}.
  labels:
    open: Open
    download: Download
    copy_mail: Copy
    copied: Copied.
    steps: How to print
    mail: Email text
    picture: "{name}, page {page}"
    passed: Checks passed
    about: Details
    withheld: Withheld
    stale: Old words
    unpublished: Not published
    draft: A draft.
    overdue: Due since {review_by}.
    one_side: One side
    both_sides: Both sides
    pages: Pages
    language: Language
    grade: Grade
    size: Size
    version: Version
    reviewed: Checked
    review_by: Next check
    judges: By
    judged: "{rules} rules, {judges}"
    advice: Worth a look
    waived: Let stand
    card: Contact
"""


@cache
def _parsed(words: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(words)
    return content


def minimal() -> dict[str, Any]:
    """Return the smallest valid content as data, a fresh copy each time."""
    return deepcopy(_parsed(MINIMAL))


def ours() -> dict[str, Any]:
    """Return the clinic's words as data, a fresh copy each time."""
    return deepcopy(_parsed(OURS.read_text("utf-8")))


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
    content["referral"] |= {
        "steps": ["Call us, or fax the referral.", "We call your patient back."],
        "send": ["Medication history with doses and dates", "Insurance card, both sides"],
    }
    content["summary"]["points"] *= 3
    content["summary"]["points"] = [
        f"{number}. {point}" for number, point in enumerate(content["summary"]["points"], 1)
    ]
    for name, section in content["sections"].items():
        for group in section.get("groups", [section]):
            for item in group["items"] if name != "treatments" else ():
                item.setdefault("short", "Ask us.")
                if not item.get("offered"):
                    item["text"] += f" We can tell you more about {item['name']} when you call us."
    return content
