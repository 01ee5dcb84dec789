"""What every encoder promises."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""float32 (n, dim)."""


@runtime_checkable
class Encoder(Protocol):
    """Turns texts into vectors whose dot product says how alike two texts are."""

    @property
    def name(self) -> str:
        """For people: the folder of a shipped model, or the name or path that was given."""

    @property
    def digest(self) -> str:
        """Hash of all that decides a vector, 64 hex digits; vectors of different digests are never compared."""

    @property
    def dim(self) -> int:
        """Columns of every vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text.

        Args:
            texts: of any length; a text longer than the model's window is read whole, in pieces.

        Returns:
            float32 (n, dim), rows of length 1 in the order of the texts. The row of an empty text is that of
            the model's markers alone.
        """
