"""Writes the data dictionary from the migrations.

`python -m pantau.store.dictionary docs/data-dictionary.md`; a test holds the committed page to it.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pantau.store.db import MEMORY, open_warehouse
from pantau.store.sql import read_sql

_HEAD = """# Data dictionary

Made from the migrations by `python -m pantau.store.dictionary docs/data-dictionary.md`; don't edit it.
The names below are a contract: they change only by a new migration, noted in CHANGELOG.md.

Read the published snapshot, never the warehouse. `published/CURRENT` holds one line, the file name of
the snapshot in force; every DuckDB from 2.0 on opens it:

```python
from pathlib import Path
import duckdb

folder = Path("data/published")
name = (folder / "CURRENT").read_text().strip()
con = duckdb.connect(str(folder / name), read_only=True)
con.sql("SELECT local_date, rating, text FROM mention ORDER BY posted_at DESC LIMIT 10").show()
```

Times are TIMESTAMP in UTC; `local_date` is the day in Pontianak (UTC+7). Texts are redacted and
authors are pseudonyms before anything is stored.

What counts as citizens' voice about the city, on every screen and in every report:

```sql
FROM mention
WHERE scope = 'own' AND NOT is_official AND kind <> 'article' AND deleted_at IS NULL
```
"""


@dataclass(frozen=True, slots=True)
class _Column:
    table: str
    kind: str
    about_table: str
    name: str
    type: str
    is_nullable: bool
    about: str


def data_dictionary() -> str:
    """The whole page, from a fresh database in memory."""
    con = open_warehouse(MEMORY)
    rows = con.execute(read_sql("dictionary")).fetchall()
    con.close()
    columns = [_Column(*row) for row in rows]
    parts = [_section(list(group)) for _, group in groupby(columns, key=lambda c: c.table)]
    return "\n".join([_HEAD, *parts])


def _section(columns: list[_Column]) -> str:
    first = columns[0]
    title = f"## {first.table}" + (" (view)" if first.kind == "view" else "")
    head = f"{title}\n\n{first.about_table}\n\n| column | type | meaning |\n|---|---|---|\n"
    return head + "".join(_line(c) for c in columns)


def _line(column: _Column) -> str:
    may_be_null = ", may be NULL" if column.is_nullable and column.kind == "table" else ""
    about = column.about.replace("|", "\\|")
    return f"| `{column.name}` | {column.type}{may_be_null} | {about} |\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(data_dictionary(), "utf-8")
