"""Damage to the bytes and the objects of a PDF, by chance, the same each time."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Iterator

Mutation = Callable[[bytes, random.Random], bytes]

_OBJECT = re.compile(rb"(?<=\n)\d+ 0 obj\n.*?endobj\n", re.DOTALL)
_REFERENCE = re.compile(rb"\b\d+ 0 R\b")
_NUMBER = re.compile(rb"(?<=[ \[])-?\d+\.?\d*(?=[ \]])")
_NAME = re.compile(rb"(?<=[ \[])/[A-Z]\w+")
_STREAM = re.compile(rb"stream\n(.*?)\nendstream", re.DOTALL)
WILD = (
    b"2147483648 -1 99999999999999999999 1e38 -0.0000001 nan null true (text) <ff /Name [] <<>> "
    b"[[[[]]]] 1 0 R 0 0 R 999999 0 R"
).split(b" ")


def _replaced(pdf: bytes, chance: random.Random, what: re.Pattern[bytes], by: list[bytes]) -> bytes:
    """Replace a few of what matches; the table of objects is then wrong, and is made anew."""
    found = list(what.finditer(pdf))
    for match in sorted(chance.sample(found, min(3, len(found))), key=lambda m: -m.start()):
        pdf = pdf[: match.start()] + chance.choice(by) + pdf[match.end() :]
    return pdf


def flipped(pdf: bytes, chance: random.Random) -> bytes:
    """Flip some bits."""
    made = bytearray(pdf)
    for _ in range(chance.choice([1, 5, 50])):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def cut(pdf: bytes, chance: random.Random) -> bytes:
    """Cut the end off, or a piece out."""
    start, end = sorted(chance.sample(range(len(pdf)), 2))
    return pdf[:start] if chance.random() < 0.5 else pdf[:start] + pdf[end:]


def swapped(pdf: bytes, chance: random.Random) -> bytes:
    """Let two objects take each other's numbers."""
    one, other = chance.sample(_OBJECT.findall(pdf), 2)
    mark = b"\0" * len(one)
    return (
        pdf.replace(one, mark)
        .replace(other, _numbered(other, one))
        .replace(mark, _numbered(one, other))
    )


def _numbered(body: bytes, like: bytes) -> bytes:
    return like.split(b" ", 1)[0] + b" " + body.split(b" ", 1)[1]


def wrong_types(pdf: bytes, chance: random.Random) -> bytes:
    """Put something else in the place of numbers and names."""
    what = chance.choice([_NUMBER, _NAME, _REFERENCE])
    return _replaced(pdf, chance, what, WILD)


def circles(pdf: bytes, chance: random.Random) -> bytes:
    """Let references lead elsewhere, to what holds them perhaps."""
    return _replaced(pdf, chance, _REFERENCE, _REFERENCE.findall(pdf))


def doubled(pdf: bytes, chance: random.Random) -> bytes:
    """Put a file into itself."""
    at = chance.randrange(len(pdf))
    return pdf[:at] + pdf + pdf[at:]


def wild_content(pdf: bytes, chance: random.Random) -> bytes:
    """Shuffle the operators of a content stream."""
    streams = [match for match in _STREAM.finditer(pdf) if _unpacked(match[1])]
    match = chance.choice(streams)
    words = _unpacked(match[1]).split(b" ")
    chance.shuffle(words)
    packed = zlib.compress(b" ".join(words))
    return pdf[: match.start(1)] + packed + pdf[match.end(1) :]


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error:
        return b""


MUTATIONS: tuple[Mutation, ...] = (
    flipped,
    cut,
    swapped,
    wrong_types,
    circles,
    doubled,
    wild_content,
)


def mutated(pdfs: list[bytes], count: int) -> Iterator[tuple[str, bytes]]:
    """Yield so many damaged files with what was done to them; the PDFs have tables of objects."""
    for number in range(count):
        chance = random.Random(number)  # noqa: S311 - the same files each time
        mutation = MUTATIONS[number % len(MUTATIONS)]
        yield f"{mutation.__name__}-{number}", mutation(chance.choice(pdfs), chance)
