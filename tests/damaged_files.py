"""Our own file of words, damaged at random."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.samples import OURS


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Draw our own file, damaged: bytes flipped, lines lost, doubled, moved or begun elsewhere."""
    lines = OURS.read_bytes().splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        block = lines[at : at + draw(st.integers(1, 9))]
        how = draw(st.sampled_from(("flip", "lose", "double", "move", "indent")))
        if how == "flip":
            byte = draw(st.integers(0, len(block[0]) - 1))
            new = bytes([draw(st.integers(0, 255))])
            lines[at] = block[0][:byte] + new + block[0][byte + 1 :]
        elif how == "indent":
            spaces = b" " * draw(st.integers(0, 12))
            lines[at : at + len(block)] = [spaces + line.lstrip(b" ") for line in block]
        else:
            if how != "double":
                del lines[at : at + len(block)]
            if how != "lose":
                to = draw(st.integers(0, len(lines)))
                lines[to:to] = block
    return b"".join(lines)
