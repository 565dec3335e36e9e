"""Google Play's pages without persons: only what the parser reads is kept, the rest is dropped."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from pantau.connectors import play_answers as answers
from pantau.connectors import play_forms as forms
from pantau.connectors.base import Scrubbers
from pantau.connectors.text import words

_COPIED: Final = ("id", "stars", "likes", "version", "at", "replied")
_COUNTERS: Final = (
    "title", "score", "ratings", "reviews", "histogram", "installs", "version", "updated",
)  # fmt: skip


def reviews(body: bytes, scrubbers: Scrubbers) -> bytes:
    """A page of reviews in the same frame; items that aren't reviews keep their place, empty."""
    inner = answers.payload(body)
    token = answers.next_token(inner)
    items = [_review(item, scrubbers) for item in (inner[0] if inner else [])]
    clean = [items, [None, token] if token else None, None]
    return framed(clean)


def details(body: bytes) -> bytes:
    """An app's page reduced to its counters: the real one carries names of reviewers."""
    block = answers.details_block(body.decode("utf-8", "replace"))
    kept: Any = None
    for name in _COUNTERS:
        path = forms.detail_path(name)
        kept = forms.put(kept, path, forms.at(block, path))
    return script_page(kept).encode()


def framed(inner: Any) -> bytes:
    """`inner` as Google Play frames it."""
    line = ["wrb.fr", answers.CALL, _dumps(inner), None, None, None, "generic"]
    return f"{answers.FRAME}\n\n{_dumps([line])}".encode("utf-8", "surrogatepass")


def script_page(block: Any) -> str:
    """The smallest page that holds a `ds:5` block."""
    data = _dumps(block).replace("</", "<\\/")
    call = f"AF_initDataCallback({{key: 'ds:5', hash: '1', data:{data}, sideChannel: {{}}}});"
    return f'<!doctype html><script nonce="">{call}</script>'


def _review(item: Any, scrubbers: Scrubbers) -> Any:
    clean: Any = None
    for name in _COPIED:
        clean = forms.put(clean, answers.PATHS[name], forms.at(item, answers.PATHS[name]))
    for name in ("text", "reply"):
        clean = forms.put(clean, answers.PATHS[name], _redacted(item, name, scrubbers.redact))
    return forms.put(clean, answers.PATHS["name"], _pseudonym(item, scrubbers))


def _redacted(item: Any, name: str, redact: Callable[[str], str]) -> str | None:
    text = forms.at(item, answers.PATHS[name])
    if not isinstance(text, str):
        return None
    return redact(words(text)).replace("&", "&amp;")  # the parser unescapes once more


def _pseudonym(item: Any, scrubbers: Scrubbers) -> str | None:
    author = answers.author(item)
    return scrubbers.pseudonym("google_play", author) if author else None


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
