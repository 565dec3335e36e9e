"""How fast the `fast` tier labels: `python benchmarks/predict.py [--data ../shared/datasets]`.

100,000 review texts (the replay reviews, numbered where they must repeat so that none is a
mere copy; without the folder, the sample texts of this repository). Printed, never asserted.
"""

from __future__ import annotations

import argparse
import csv
import resource
import tempfile
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

ROOT = Path(__file__).parents[1]


def texts(folder: Path) -> Iterator[str]:
    """Review texts for ever: as they are, then with the round's number behind each."""
    paths = sorted((folder / "reviews").glob("*.csv"))
    for turn in count():
        for path in paths:
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    yield f"{row['text']} {turn}" if turn else row["text"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "datasets")
    parser.add_argument("--n", type=int, default=100_000)
    given = parser.parse_args()
    if not (given.data / "reviews").is_dir():
        raise SystemExit(f"{given.data}/reviews is not there: name the data sets with --data")
    some = list(islice(texts(given.data), given.n))
    classifier = _loaded()
    _timed("predict, nothing known yet", some, classifier)
    _timed("predict, words already known", some, classifier)
    _timed("one text", some[:1], classifier)
    _csv(some, classifier)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at most {peak:,.0f} MiB")


def _loaded():
    started = time.perf_counter()
    from pantau.classify import tiers

    classifier = tiers.load("fast", ROOT / "data" / "model", ROOT / "data" / "topics.toml")
    print(f"load, imports included: {time.perf_counter() - started:.2f} s wall")
    return classifier


def _timed(what, some, classifier) -> None:
    started, cpu = time.perf_counter(), time.process_time()
    classifier.predict(some)
    _say(what, len(some), time.perf_counter() - started, time.process_time() - cpu)


def _csv(some, classifier) -> None:
    from pantau.classify.predictor import predict_csv

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.csv"
        with source.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["text"], *([text] for text in some)])
        started, cpu = time.perf_counter(), time.process_time()
        predict_csv(source, Path(folder) / "out.csv", classifier)
        _say("CSV in, CSV out", len(some), time.perf_counter() - started, time.process_time() - cpu)


def _say(what: str, n: int, wall: float, cpu: float) -> None:
    print(
        f"{what}: {n:,} texts, {wall:.2f} s wall ({n / wall:,.0f}/s), {cpu:.2f} s CPU ({n / cpu:,.0f}/s)"
    )


if __name__ == "__main__":
    main()
