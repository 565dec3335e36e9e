"""The nightly job as a script: `python jobs/nightly.py [--config FILE]`; the same as `pantau nightly`."""

from __future__ import annotations

import sys

from pantau.cli import main

if __name__ == "__main__":
    sys.argv[1:1] = ["nightly"]
    main()
