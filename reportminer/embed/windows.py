"""Long texts in pieces that fit an encoder's window, and the pieces' vectors joined again."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from reportminer.embed.protocol import Vectors


def split_evenly(n_tokens: int, *, limit: int) -> list[tuple[int, int]]:
    """Cut a stretch of tokens into as few pieces as fit, of nearly equal length.

    Args:
        n_tokens: 0 or more.
        limit: most tokens a piece, at least 1.

    Returns:
        Half-open intervals that cover all tokens in order; one empty interval if there are none.
    """
    n_pieces = max(1, -(-n_tokens // limit))
    cuts = [n_tokens * piece // n_pieces for piece in range(n_pieces + 1)]
    return list(pairwise(cuts))


def join_windows(means: Vectors, *, owners: Sequence[int], weights: Sequence[int], n_texts: int) -> Vectors:
    """Average the vectors of each text's windows by their number of tokens, and bring them to length 1.

    Args:
        means: float32 (windows, dim).
        owners: for each window the index of its text; every text has at least one.
        weights: for each window its number of tokens, at least 1.
        n_texts: how many texts.

    Returns:
        float32 (n_texts, dim), rows of length 1.
    """
    sums = np.zeros((n_texts, means.shape[1]), np.float32)
    np.add.at(sums, np.asarray(owners, np.intp), means * np.asarray(weights, np.float32)[:, None])
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    vectors: Vectors = (sums / np.maximum(lengths, np.finfo(np.float32).tiny)).astype(np.float32)
    return vectors
