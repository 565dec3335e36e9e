"""Charts on the page: made once per set of rows and colours, remembered as Vega-Lite.

Altair takes some 20 ms to check and write out one chart. A page that is looked at again needn't wait,
and the check against Vega-Lite's schema is the tests' affair: they turn `CHECKED` on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from altair.utils.schemapi import debug_mode

from dashboards.charts import Chart

CHECKED = False


def show(make: Callable[..., Chart], *given: Any, key: str) -> None:
    """Draws `make(*given)`, a function of `charts`."""
    st.vega_lite_chart(None, _spec(make, make.__name__, *given), key=key, width="stretch")


def ask(make: Callable[..., Chart], *given: Any, key: str) -> Any:
    """The same for a chart in which marks can be picked; gives what was picked."""
    spec = _spec(make, make.__name__, *given)
    return st.vega_lite_chart(None, spec, key=key, width="stretch", on_select="rerun")


@st.cache_data(max_entries=300, show_spinner=False)
def _spec(_make: Callable[..., Chart], name: str, *given: Any) -> dict[str, Any]:
    """`_make` isn't part of the key, its `name` is."""
    with debug_mode(CHECKED):  # else Altair checks each part of a chart as it is made
        spec: dict[str, Any] = _make(*given).to_dict(validate=CHECKED)
    return spec
