"""Python values to Arrow columns, as the warehouse takes them in."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

TIME = pa.timestamp("us")
_INT32_MAX = 2**31 - 1


def text_column(values: Sequence[str]) -> pa.Array:
    """A text column; half a surrogate pair, which no UTF-8 file can hold, becomes `?`."""
    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:
        whole = [v.encode("utf-8", "replace").decode("utf-8") for v in values]
        return pa.array(whole, pa.string())


def count_column(values: Sequence[int]) -> pa.Array:
    """Counts from strangers, held within 0 to 2**31 - 1."""
    return pa.array([min(max(v, 0), _INT32_MAX) for v in values], pa.int32())
