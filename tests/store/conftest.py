from __future__ import annotations

from collections.abc import Iterator

import pytest

from pantau.store.db import Connection, open_warehouse


@pytest.fixture
def con() -> Iterator[Connection]:
    connection = open_warehouse(":memory:")
    yield connection
    connection.close()
