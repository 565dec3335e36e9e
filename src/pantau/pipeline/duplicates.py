"""Group near-duplicates: only around texts that are new or edited, so that a night costs what it brought."""

from __future__ import annotations

from pantau.domain.duplicates import WITHIN, group_alike
from pantau.store import duplicates
from pantau.store.db import Connection, transaction


def group_duplicates(con: Connection) -> int:
    """How many texts stand in a group with others afterwards. All of it is stored, or nothing."""
    with transaction(con):
        touched = duplicates.forget_stale(con)
        stretch = duplicates.due(con, WITHIN)
        if stretch is not None:
            found = group_alike(duplicates.texts_between(con, *stretch))
            duplicates.save_groups(con, found.groups, found.merged)
            touched |= set(found.groups.values())
        duplicates.count_groups(con, touched)
    return duplicates.n_copies(con)
