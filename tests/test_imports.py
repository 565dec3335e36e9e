"""What starts fast and what stays apart, checked at run time in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys

import pytest

TRAINING = {"sklearn", "torch", "onnx"}
NETWORK = {"httpx", "requests", "google_play_scraper", "feedparser"}


def loaded_by(statement: str) -> set[str]:
    code = f"{statement}; import sys; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize(
    ("statement", "forbidden"),
    [
        ("import dashboards.data", TRAINING | NETWORK | {"onnxruntime"}),
        ("import pantau.cli", TRAINING | NETWORK | {"streamlit", "pandas", "altair", "scipy", "typst"}),
        ("import pantau.pipeline.nightly", TRAINING | {"streamlit", "altair"}),
        ("import pantau.reports", NETWORK | TRAINING),
        ("import pantau.domain.verdict, pantau.domain.period", {"duckdb", "pyarrow", "pydantic"}),
    ],
)  # fmt: skip
def test_an_import_brings_no_more_than_it_needs(statement: str, forbidden: set[str]) -> None:
    assert loaded_by(statement) & forbidden == set()


def test_the_tls_context_of_the_process_stays_as_python_made_it() -> None:
    """google-play-scraper turns verification off for every urllib user when it is imported."""
    code = (
        "import ssl; before = ssl._create_default_https_context; "
        "import pantau.connectors.google_play; import pantau.connectors.play_forms as f; "
        "f.reviews_body('app.contoh', 10, ''); "
        "import sys; assert 'google_play_scraper' in sys.modules; "
        "assert ssl._create_default_https_context is before"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
