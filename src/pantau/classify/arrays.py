"""Named arrays in a file: the `.npz` that the fast tier's models are kept in. No pickle."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pantau.errors import ModelError

Arrays = dict[str, npt.NDArray[Any]]


def save(path: Path, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """Writes them; the same numbers give the same bytes."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(arrays):
            _add(archive, f"{name}.npy", np.asarray(arrays[name]))


def load(path: Path, names: Iterable[str]) -> Arrays:
    """Raises `ModelError` naming the file where it can't be read or lacks one of `names`."""
    try:
        with np.load(path, allow_pickle=False) as archive:
            return {name: archive[name] for name in names}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise ModelError(f"{path}: not a readable model ({error}); run `make train`") from error


def check(path: Path, tables: Arrays, shapes: Mapping[str, tuple[int, ...]]) -> None:
    """Raises `ModelError` naming the file and the first array that is not of its shape."""
    for name, shape in shapes.items():
        if tables[name].shape != shape:
            raise ModelError(f"{path}: {name} is {tables[name].shape}, expected {shape}")


def _add(archive: zipfile.ZipFile, name: str, array: npt.NDArray[Any]) -> None:
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, allow_pickle=False)
    # A fixed date: the checksum must not change with the day of training.
    info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, buffer.getvalue())
