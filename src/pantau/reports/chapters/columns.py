"""Columns that several tables share."""

from __future__ import annotations

from pantau.reports.document import Column
from pantau.texts import report

# Both comparisons of a share.
CHANGES = (Column(report.AGAINST_PREVIOUS, 2.0), Column(report.AGAINST_YEAR_AGO, 2.0))
