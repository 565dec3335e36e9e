"""What google-play-scraper knows of Google Play: its request forms and field paths. Nothing else of it is used.

Importing that library turns off TLS verification for every urllib user of the process; this module
is the only one that imports it, and turns it on again at once, whoever imported it before.
"""

from __future__ import annotations

import json
import ssl
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote

from google_play_scraper.constants.element import ElementSpecs
from google_play_scraper.constants.regex import Regex
from google_play_scraper.constants.request import PLAY_STORE_BASE_URL, Formats

ssl._create_default_https_context = ssl.create_default_context

_NEWEST: Final = 2  # Sort.NEWEST

Path = Sequence[int]


def review_path(field: str) -> Path:
    """Where a field stands in one review's array."""
    path: Path = ElementSpecs.Review[field].data_map
    return path


def detail_path(field: str) -> Path:
    """Where a field stands in the page's `ds:5` block."""
    path: Path = ElementSpecs.Detail[field].data_map
    return path


def reviews_path(language: str, country: str) -> str:
    return _rooted(Formats.Reviews.build(lang=quote(language), country=quote(country)))


def details_path(app_id: str, language: str, country: str) -> str:
    return _rooted(
        Formats.Detail.build(app_id=quote(app_id), lang=quote(language), country=quote(country))
    )


def reviews_body(app_id: str, count: int, token: str) -> bytes:
    """The form for one page of reviews, newest first; an empty `token` is the first page."""
    quoted = quote(_escaped(_escaped(token)), safe="") if token else None
    body: bytes = Formats.Reviews.build_body(app_id, _NEWEST, count, "null", "null", quoted)
    return body


def script_blocks(html: str) -> dict[str, str]:
    """The JSON texts of a details page by their key, `ds:5` and its like."""
    blocks: dict[str, str] = {}
    for script in Regex.SCRIPT.findall(html):
        key, value = Regex.KEY.search(script), Regex.VALUE.search(script)
        if key and value:
            blocks[key[1]] = value[1]
    return blocks


def at(source: Any, path: Path) -> Any:
    """The value at `path`, `None` where the path leads nowhere."""
    for index in path:
        try:
            source = source[index]
        except (IndexError, TypeError, KeyError):
            return None
    return source


def put(root: Any, path: Path, value: Any) -> Any:
    """`root` with `value` at `path`; lists grow with nulls as far as needed."""
    if not path:
        return value
    root = list(root) if isinstance(root, list) else []
    root.extend([None] * (path[0] + 1 - len(root)))
    root[path[0]] = put(root[path[0]], path[1:], value)
    return root


def _escaped(text: str) -> str:
    """As it stands between the quotes of a JSON string; the form is JSON within JSON."""
    return json.dumps(text)[1:-1]


def _rooted(url: str) -> str:
    return url.removeprefix(PLAY_STORE_BASE_URL)
