"""The report of the quarter that ended last: `python jobs/quarterly.py [--config FILE] [--out DIR]`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from pantau.cli import main
from pantau.domain.period import Quarter, local_date

if __name__ == "__main__":
    ended = Quarter.of(local_date(datetime.now(UTC))).previous
    sys.argv[1:1] = ["report", "quarterly", str(ended)]
    main()
