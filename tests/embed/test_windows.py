"""Long texts are read whole, in pieces."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reportminer.embed.windows import join_windows, split_evenly


@given(n_tokens=st.integers(0, 3000), limit=st.integers(1, 400))
def test_pieces_cover_all_tokens_once_and_fit(n_tokens: int, limit: int) -> None:
    """The pieces stand end to end, none is longer than the window, and lengths differ by at most one."""
    pieces = split_evenly(n_tokens, limit=limit)
    lengths = [end - start for start, end in pieces]
    assert pieces[0][0] == 0
    assert pieces[-1][1] == n_tokens
    assert all(one[1] == other[0] for one, other in pairwise(pieces))
    assert max(lengths) <= limit
    assert max(lengths) - min(lengths) <= 1


def test_windows_count_by_their_tokens() -> None:
    """A text's vector is the mean of its windows weighted by tokens, at length 1."""
    means = np.array([[1, 0], [0, 1], [0, 2]], np.float32)
    joined = join_windows(means, owners=[0, 0, 1], weights=[3, 4, 9], n_texts=2)
    assert np.allclose(joined, [[0.6, 0.8], [0, 1]])
