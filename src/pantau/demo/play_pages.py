"""Google Play's answers, written out: the batchexecute frame for reviews, script blocks for an app's page.

Positions are Google's, as public clients read them; they are spelled out here a second time, apart
from the connector's, so that one mistake can't agree with itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from pantau.demo.play_store import AppFacts, Counters, Shown

FRAME = ")]}'\n\n"
_PICTURES = "https://play-lh.googleusercontent.com/a-/sample-"


def reviews_answer(items: Sequence[Shown], token: str, developer: str) -> bytes:
    """A page of reviews. Without a next page the place of the token is null, as on the real last page."""
    reviews = [review_array(shown, developer) for shown in items]
    if not reviews:
        return framed([])
    return framed([reviews, [None, token], []] if token else [reviews, None])


def framed(payload: Any, error: Any = None) -> bytes:
    """A payload in its frame; `None` for a payload of null, with `error` in its place if given."""
    inner = None if payload is None else _dumps(payload)
    line = ["wrb.fr", "oCPfdb", inner, None, None, error, "generic"]
    # Escaped on the outside, so that half a character in a review can be sent as well.
    return (FRAME + json.dumps([line, ["di", 42], ["af.httprm", 42, "1234567890", 17]])).encode()


def unframed(body: bytes) -> Any:
    """The payload of a framed answer."""
    return json.loads(json.loads(body.decode().removeprefix(FRAME))[0][2])


def review_array(shown: Shown, developer: str) -> list[Any]:
    review = shown.review
    picture = _PICTURES + hashlib.sha256(review.user.encode()).hexdigest()[:16]
    stamp = shown.at.timestamp()
    return [
        review.id,
        [review.user, [None, 2, None, [None, None, picture]], None, None, [review.user, picture]],
        shown.stars,
        None,
        shown.text,
        [int(stamp), 123_000_000],
        review.likes,
        _reply_array(shown, developer),
        None,
        [[None, 2, None, [None, None, picture]]],
        review.version,
    ]


def _reply_array(shown: Shown, developer: str) -> list[Any] | None:
    if shown.reply is None:
        return None
    return [developer, shown.reply.text, [int(shown.reply.at.timestamp()), 456_000_000]]


def details_answer(facts: AppFacts, counters: Counters, top: Sequence[Shown]) -> bytes:
    """An app's page: counters in `ds:5`, a few reviews in `ds:8`, as on the real one."""
    blocks = {
        "ds:4": [[None, None, []]],
        "ds:5": _details_block(facts, counters),
        "ds:8": [[review_array(shown, facts.developer) for shown in top]],
    }
    scripts = "".join(_script(key, block) for key, block in blocks.items())
    head = f"<!doctype html><html><head><title>{facts.title}</title></head><body>"
    return f"{head}{scripts}</body></html>".encode()


def _script(key: str, block: Any) -> str:
    data = _dumps(block).replace("</", "<\\/")
    call = f"AF_initDataCallback({{key: '{key}', hash: '7', data:{data}, sideChannel: {{}}}});"
    return f'<script class="{key}" nonce="sample">{call}</script>'


def _details_block(facts: AppFacts, counters: Counters) -> Any:
    digits = "".join(c for c in facts.installs if c.isdecimal())
    release = counters.release
    bars = [None, *([str(stars), n] for stars, n in enumerate(counters.histogram, start=1))]
    score = counters.score
    values: dict[tuple[int, ...], Any] = {
        (0, 0): facts.title,
        (9, 0): "Rating 3+",
        (13,): [facts.installs, int(digits or 0), int(digits or 0)],
        (51,): [
            [f"{score:.1f}", score] if score is not None else None,
            bars,
            [str(counters.n_ratings), counters.n_ratings],
            [str(counters.n_reviews), counters.n_reviews],
        ],
        (57, 0, 0, 0, 0, 1, 0): [0, "IDR"],
        (68, 0): facts.developer,
        (72, 0, 1): facts.description,
        (73, 0, 1): facts.description[:80],
        (79, 0, 0): ["Alat", None, "TOOLS"],
    }
    if release is not None:
        values[(140, 0, 0, 0)] = release.version
        values[(145, 0)] = [release.at.strftime("%d %b %Y"), [int(release.at.timestamp()), 0]]
    return [None, [None, None, nested(values)]]


def nested(values: Mapping[tuple[int, ...], Any]) -> list[Any]:
    """Lists within lists, with each value at its path and null everywhere else."""
    root: list[Any] = []
    for (*way, last), value in values.items():
        place = root
        for index in way:
            place = _grown(place, index, [])
        _grown(place, last, value)
    return root


def _grown(place: list[Any], index: int, value: Any) -> Any:
    """What stands at `index` of `place`; `value`, put there, if nothing did."""
    place.extend([None] * (index + 1 - len(place)))
    if place[index] is None:
        place[index] = value
    return place[index]


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
