"""How many reviews a second are redacted on one core: `python benchmarks/redact.py [REVIEWS.csv]`.

Without a file the sample's texts are used, many times over.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from pathlib import Path

from pantau.privacy.redact import redact

SAMPLE = Path(__file__).parent.parent / "data" / "sample" / "reviews.jsonl"


def texts(path: Path) -> list[str]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return [row["text"] for row in csv.DictReader(file)]
    lines = path.read_text("utf-8").splitlines()
    return [json.loads(line).get("text") or "" for line in lines] * 50


def main() -> None:
    sources = [Path(name) for name in sys.argv[1:]] or [SAMPLE]
    for source in sources:
        measure(source.name, texts(source))
    hostile = ("pak " * 2500, "1 " * 5000, "a" * 10_000, "@" * 10_000, "jl a " * 2000, "0 8" * 3333)
    for text in hostile:
        measure(f"hostile {text[:5]!r}", [text] * 10)


def measure(name: str, batch: list[str]) -> None:
    redact("pak budi")  # the word list is read once
    start = time.perf_counter()
    changed = sum(redact(text) != text for text in batch)
    seconds = time.perf_counter() - start
    characters = sum(map(len, batch))
    print(
        f"{name}: {len(batch):,} texts, {len(batch) / seconds:,.0f} texts/s, "
        f"{characters / seconds / 1e6:.1f} M characters/s, {changed / len(batch):.2%} changed"
    )


if __name__ == "__main__":
    main()
