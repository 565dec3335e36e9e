"""How long imports take: `python -m benchmarks.imports [--rows 100000] [--dir FOLDER]`.

Writes invented rows as CSV and as XLSX, imports each twice into a warehouse of its own, in a process of its
own, and prints seconds, memory at its highest, and rows a second; then groups near-duplicates. Memory is
measured at a quarter of the rows as well: what is flat stays the same.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import xlsxwriter

WORDS = (  # noqa: SIM905 - shorter so
    "aplikasi bagus lambat jalan rusak tolong diperbaiki pelayanan cepat ramah susah masuk akun kota "
    "lampu mati air sampah kebersihan pasar harga banjir parit antre pajak bayar tidak bisa dibuka terima "
    "kasih sangat membantu warga jembatan kelurahan petugas kantor surat online error versi baru lama"
).split()
HEAD = ("ID", "Tanggal", "Nama", "Isi", "Kanal", "Tautan", "Suka")
START = datetime(2025, 1, 1, tzinfo=UTC)


def rows(n_rows: int) -> Iterator[tuple[str, datetime, str, str, str, str, int]]:
    chance = random.Random(1)
    for number in range(n_rows):
        at = START + timedelta(minutes=5 * number)
        text = " ".join(chance.choices(WORDS, k=chance.randint(4, 30)))
        more = '\nbaris kedua, "dikutip"' if number % 20 == 0 else ""
        link = f"https://contoh.example/p/{number}"
        yield (
            f"c{number:08}",
            at,
            f"Contoh {number % 9000}",
            text + more,
            "Instagram",
            link,
            number % 50,
        )


def write_csv(path: Path, n_rows: int) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for given, at, *rest in rows(n_rows):
            writer.writerow((given, f"{at:%d/%m/%Y %H.%M}", *rest))


def write_xlsx(path: Path, n_rows: int) -> None:
    book = xlsxwriter.Workbook(str(path), {"strings_to_urls": False, "strings_to_formulas": False})
    sheet, moment = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet.write_row(0, 0, HEAD)
    for number, (given, at, *rest) in enumerate(rows(n_rows), start=1):
        sheet.write_string(number, 0, given)
        sheet.write_datetime(number, 1, at.replace(tzinfo=None), moment)
        sheet.write_row(number, 2, rest)
    book.close()


def measure(folder: Path, path: Path) -> None:
    """Import `path` twice; prints one line of JSON a time. Runs in a process of its own, for its memory."""
    from pantau.config import load
    from pantau.pipeline.duplicates import group_duplicates
    from pantau.pipeline.importing import import_files
    from pantau.pipeline.nightly import Job
    from pantau.pipeline.setup import write_setup
    from pantau.store.db import open_warehouse

    config, *_ = write_setup(folder)
    job = Job(load(config))
    for title in ("first", "again"):
        with_clock = time.perf_counter(), time.process_time()
        (run,) = import_files(job, [path]).runs
        _say(title, with_clock, f"{run.verdict}, new {run.n_new:,}, rejected {run.n_rejected:,}")
    con = open_warehouse(job.config.warehouse_path)
    with_clock = time.perf_counter(), time.process_time()
    n_copies = group_duplicates(con)
    _say("grouping", with_clock, f"{n_copies:,} near-duplicates")
    con.close()


def _say(title: str, started: tuple[float, float], what: str) -> None:
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wall, cpu = time.perf_counter() - started[0], time.process_time() - started[1]
    print(json.dumps({"title": title, "wall": wall, "cpu": cpu, "memory": megabytes, "what": what}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument(
        "--dir", type=Path, help="folder for the files; a temporary one if not given"
    )
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.measure:
        measure(wanted.dir, wanted.measure)
        return
    with tempfile.TemporaryDirectory(dir=wanted.dir) as folder:
        for n_rows in (wanted.rows // 4, wanted.rows):
            for suffix, write in (("csv", write_csv), ("xlsx", write_xlsx)):
                path = Path(folder) / f"contoh-{n_rows}.{suffix}"
                write(path, n_rows)
                _report(path, n_rows, Path(folder) / f"{n_rows}-{suffix}")


def _report(path: Path, n_rows: int, folder: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "benchmarks.imports",
        "--measure",
        str(path),
        "--dir",
        str(folder),
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    print(f"{path.suffix[1:].upper()}, {n_rows:,} rows, {path.stat().st_size / 1e6:.1f} MB")
    for line in done.stdout.splitlines():
        said = json.loads(line)
        print(f"  {said['title']:9} {said['wall']:6.2f} s (processor {said['cpu']:.2f} s), "
              f"{n_rows / said['wall']:,.0f} rows/s, {said['memory']:.0f} MB; {said['what']}")  # fmt: skip


if __name__ == "__main__":
    main()
