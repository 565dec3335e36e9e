"""The one module that imports google-play-scraper."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs

from pantau.connectors import play_forms

SOURCE = Path(play_forms.__file__).parents[1]


def test_tls_verification_is_still_on_after_the_import() -> None:
    code = (
        "import ssl, sys; import pantau.connectors.play_forms; "
        "assert 'google_play_scraper' in sys.modules; "
        "assert ssl._create_default_https_context().verify_mode is ssl.CERT_REQUIRED"
    )
    first = "import google_play_scraper; "
    subprocess.run([sys.executable, "-c", code], check=True, cwd=SOURCE.parent)
    subprocess.run([sys.executable, "-c", first + code], check=True, cwd=SOURCE.parent)


def test_no_other_module_imports_the_library() -> None:
    importers = {
        path.name
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if "google_play_scraper" in ast.dump(node) and isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert importers == {"play_forms.py"}


def _inner(body: bytes) -> list[object]:
    call = json.loads(parse_qs(body.decode())["f.req"][0])
    inner: list[object] = json.loads(call[0][0][1])
    return inner


def test_the_form_asks_for_the_newest_reviews_of_the_app() -> None:
    inner = _inner(play_forms.reviews_body("id.contoh", 40, ""))
    assert inner[1][:3] == [2, 2, [40]]  # type: ignore[index]
    assert inner[2] == ["id.contoh", 7]


def test_any_token_arrives_as_it_was_given() -> None:
    token = 'a+/=&"\\%22 é'
    inner = _inner(play_forms.reviews_body("id.contoh", 40, token))
    assert inner[1][2] == [40, None, token]  # type: ignore[index]


def test_addresses_are_paths_so_that_any_host_can_serve_them() -> None:
    assert play_forms.reviews_path("id", "id") == "/_/PlayStoreUi/data/batchexecute?hl=id&gl=id"
    assert play_forms.details_path("a.b", "id", "id") == "/store/apps/details?id=a.b&hl=id&gl=id"


def test_a_path_that_leads_nowhere_gives_nothing() -> None:
    assert play_forms.at([[1]], (0, 0)) == 1
    assert play_forms.at([[1]], (0, 3)) is None
    assert play_forms.at([None], (0, 3)) is None


def test_a_value_can_be_put_where_nothing_was() -> None:
    assert play_forms.put(None, (1, 2), "x") == [None, [None, None, "x"]]
