"""The Play Developer API in miniature: a token for a signed claim, then reviews two at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from pantau.config import App
from pantau.config import PlayApi as Settings
from pantau.connectors.base import Connector
from pantau.connectors.google_account import ServiceAccount
from pantau.connectors.http import HttpClient, Limits
from pantau.connectors.play_api import SCOPE, PlayApi
from pantau.demo.loopback import Answer, Asked, LoopbackServer
from tests.connectors.worlds import Said
from tests.fakes import APP_ID, NOON

TOKEN_PATH = "/token"
SECRET = "kunci-contoh-rahasia"
PAGE_SIZE = 2


@cache
def private_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def key_file() -> dict[str, str]:
    form = serialization.PrivateFormat.PKCS8
    pem = private_key().private_bytes(
        serialization.Encoding.PEM, form, serialization.NoEncryption()
    )
    return {"client_email": "contoh@contoh.iam.example", "private_key": pem.decode()}


class PlayApiWorld:
    lacks: frozenset[str] = frozenset()
    secret = SECRET
    mention_source = "google_play"
    n_sign_ins = 1

    def __init__(self, said: Sequence[Said]) -> None:
        self.base_url = ""
        self.claims: list[dict[str, Any]] = []
        self.refusal: Answer | None = None
        self.token_answer: Answer | None = None
        self.key = key_file()
        self._said = said
        self._repeats = False

    def connector(self) -> Connector:
        settings = Settings(base_url=self.base_url, page_size=PAGE_SIZE, pace_seconds=0)
        limits = Limits(0.5, retries=0)

        def account() -> ServiceAccount:
            door = HttpClient(self.base_url, limits)
            return ServiceAccount(self.key, SCOPE, door, TOKEN_PATH, lambda: NOON)

        return PlayApi(
            settings, [App(id=APP_ID)], HttpClient(self.base_url, limits), account, lambda: NOON
        )

    def say(self, said: Sequence[Said]) -> None:
        self._said = said

    def refuse(self) -> None:
        self.refusal = Answer(429, b"{}")

    def repeat_token(self) -> None:
        self._repeats = True

    def answer(self, asked: Asked) -> Answer:
        if asked.path == TOKEN_PATH:
            return self.token_answer or self._token(asked)
        if asked.headers.get("authorization") != f"Bearer {SECRET}":
            return Answer(401, b'{"error": {"code": 401, "status": "UNAUTHENTICATED"}}')
        return self.refusal or self._reviews(asked)

    def _token(self, asked: Asked) -> Answer:
        claim = jwt.decode(
            asked.form["assertion"],
            private_key().public_key(),
            algorithms=["RS256"],
            audience=self.base_url + TOKEN_PATH,
            options={"verify_exp": False, "verify_iat": False},
        )
        self.claims.append(claim)
        return Answer(200, json.dumps({"access_token": SECRET, "expires_in": 3600}).encode())

    def _reviews(self, asked: Asked) -> Answer:
        start = int(asked.query.get("token") or 0)
        if self._repeats:
            start = 0
        end = start + int(asked.query["maxResults"])
        said: dict[str, Any] = {"reviews": [review(one) for one in self._said[start:end]]}
        if end < len(self._said):
            said["tokenPagination"] = {"nextPageToken": str(end)}
        return Answer(200, json.dumps(said).encode())


def review(said: Said) -> dict[str, Any]:
    user: dict[str, Any] = {
        "text": f"\t{said.text}",
        "starRating": said.stars,
        "reviewerLanguage": "id",
        "device": "a12",
        "deviceMetadata": {"productName": "a12 (Galaxy A12)", "manufacturer": "Samsung"},
        "appVersionName": "2.1.0",
        "thumbsUpCount": 1,
    }
    if not said.is_broken:
        user["lastModified"] = {"seconds": str(int(said.at.timestamp())), "nanos": 713000000}
    reply = {"text": "Terima kasih", "lastModified": {"seconds": str(int(NOON.timestamp()))}}
    comments = [{"userComment": user}, {"developerComment": reply}]
    return {"reviewId": f"gp:kontrak{said.number}", "authorName": said.author, "comments": comments}


@contextmanager
def open_world(folder: Path, said: Sequence[Said]) -> Iterator[PlayApiWorld]:
    world = PlayApiWorld(said)
    with LoopbackServer(world.answer) as server:
        world.base_url = server.base_url
        yield world
