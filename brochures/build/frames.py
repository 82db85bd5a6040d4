"""Room for the frames of Python's functions, so that deep calls cost no more than others.

Python keeps frames in chunks of 16 KB, and gives a chunk back as soon as the last frame in it has
ended. Where a loop happens to run at the end of a chunk, each of its calls asks the system for
memory and returns it: that took a tenth of a layout. One large frame makes one large chunk, in
which all others find room.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in plan: what a run with nothing to do can spare
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    Result = TypeVar("Result")

ROOM = 70_000
"""Values that the large frame could hold, of 8 bytes each: a chunk of 1 MB, half of it free."""


def roomy(work: Callable[[], Result]) -> Result:
    """Do some work, with room for its frames; return what it returns."""
    return work()


roomy.__code__ = roomy.__code__.replace(co_stacksize=ROOM)
