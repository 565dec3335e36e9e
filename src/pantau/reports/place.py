"""Files into a folder: all of them, or none."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pantau.errors import ReportError


def put(out_dir: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Written beside their place first, so that a full disk leaves no half report."""
    draft: Path | None = None
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".laporan-", dir=out_dir))
        for name, content in files.items():
            (draft / name).write_bytes(content)
        for name in files:
            (draft / name).replace(out_dir / name)
    except OSError as error:
        raise ReportError(f"{out_dir}: the report can't be written ({error.strerror})") from error
    finally:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)
    return [out_dir / name for name in files]
