"""Speed and memory of the accurate tier: `python benchmarks/predict_accurate.py FOLDER`.

FOLDER holds the data sets (its reviews/ are read). Targets on two cores: 150 texts a second,
under 30 ms for one text, loaded in under 2 s, under 700 MB. Repeated texts are computed once,
so the number of distinct texts is given too. `texts_per_two_cpu_s` counts the processor's time
instead of the clock's: what two cores would give if nothing else ran on them.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections.abc import Callable
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--texts", type=int, default=2_000)
    parser.add_argument("--tier", default="accurate")
    options = parser.parse_args()
    print(json.dumps(measure(options.tier, _texts(options.data, options.texts))))


def measure(tier: str, texts: list[str]) -> dict[str, float]:
    started = time.perf_counter()
    from pantau.classify import tiers

    model = tiers.load(tier, DATA / "model", DATA / "topics.toml")
    model.predict(["contoh pemanasan"])
    loaded, cpu = time.perf_counter(), time.process_time()
    model.predict(texts)
    done, cpu = time.perf_counter(), time.process_time() - cpu
    singles = sorted(_seconds(model.predict, [text]) for text in texts[:100])
    return {
        "load_s": round(loaded - started, 2),
        "texts": len(texts),
        "distinct": len(set(texts)),
        "texts_per_s": round(len(texts) / (done - loaded), 1),
        "texts_per_two_cpu_s": round(2 * len(texts) / cpu, 1),
        "one_text_median_ms": round(1000 * singles[len(singles) // 2], 1),
        "one_text_p95_ms": round(1000 * singles[int(len(singles) * 0.95)], 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _texts(folder: Path, n: int) -> list[str]:
    from pantau.classify import data

    found = list(data.reviews(folder))
    random.Random(1).shuffle(found)
    return found[:n]


def _seconds(call: Callable[[list[str]], object], argument: list[str]) -> float:
    started = time.perf_counter()
    call(argument)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
