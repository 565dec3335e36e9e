"""Speed and memory of the accurate tier's network: `python benchmarks/predict_accurate.py FOLDER`.

FOLDER holds the data sets (its reviews/ are read). Targets on two cores: 150 texts a second,
under 30 ms for one text, loaded in under 2 s, under 700 MB. Repeated texts are computed once,
so the rate is also given for distinct texts.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from itertools import islice
from pathlib import Path

MODEL = Path(__file__).parent.parent / "data" / "model"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--texts", type=int, default=2_000)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    print(json.dumps(measure(options.data, options.model, options.texts, options.threads)))


def measure(data: Path, folder: Path, n: int, threads: int) -> dict[str, float]:
    texts = _texts(data, n)
    started = time.perf_counter()
    from pantau.classify import manifest, transformer

    model = transformer.load(folder, manifest.read(folder, "accurate"), threads=threads)
    model.probabilities(["pemanasan"])
    loaded = time.perf_counter()
    model.probabilities(texts)
    done = time.perf_counter()
    singles = sorted(_timed(model.probabilities, [text]) for text in texts[:100])
    return {
        "load_s": round(loaded - started, 2),
        "texts": len(texts),
        "distinct": len(set(texts)),
        "texts_per_s": round(len(texts) / (done - loaded), 1),
        "distinct_per_s": round(len(set(texts)) / (done - loaded), 1),
        "one_text_median_ms": round(1000 * singles[50], 1),
        "one_text_p95_ms": round(1000 * singles[95], 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _texts(folder: Path, n: int) -> list[str]:
    from pantau.classify import data

    found = list(islice(data.reviews(folder), 50_000))
    random.Random(1).shuffle(found)
    return found[:n]


def _timed(call: object, argument: list[str]) -> float:
    started = time.perf_counter()
    call(argument)  # type: ignore[operator]
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
