"""Authors become keyed hashes. The secret lives in a file of its own, never beside the data."""

from __future__ import annotations

import hmac
import os
import re
import secrets
from hashlib import sha256
from pathlib import Path

from pantau.errors import ConfigError

PREFIX = "p:"
SECRET_BYTES = 32
_KEY = re.compile(r"p:[0-9a-f]{32}")


class Pseudonymiser:
    """One author at one source always gets one key; without the secret nobody can find it out."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) < SECRET_BYTES:
            raise ConfigError(f"the secret for pseudonyms must have at least {SECRET_BYTES} bytes")
        self._secret = secret

    def key(self, source: str, author: str) -> str:
        """`p:` and 32 hex digits of HMAC-SHA256 over `source|author`; "" for no author.

        A key given back comes out as it is, so that an archived page can be parsed again.
        """
        if not author or _KEY.fullmatch(author):
            return author
        message = f"{source}|{author}".encode("utf-8", "surrogatepass")
        return PREFIX + hmac.new(self._secret, message, sha256).hexdigest()[:32]


def load_secret(path: Path) -> bytes:
    """The secret in `path`. Raises `ConfigError` where it is missing, too short or open to others."""
    try:
        mode = path.stat().st_mode
        secret = path.read_bytes().strip()
    except FileNotFoundError as error:
        raise ConfigError(
            f"no secret for pseudonyms at {path}: make one with `pantau init`. If there was one, bring "
            "it back from your backup, else known authors would count as new ones"
        ) from error
    except OSError as error:
        raise ConfigError(f"{path}: the secret can't be read: {error.strerror}") from error
    if os.name == "posix" and mode & 0o077:
        raise ConfigError(f"{path}: the secret is open to other users: run `chmod 600 {path}`")
    if len(secret) < SECRET_BYTES:
        raise ConfigError(
            f"{path}: the secret has {len(secret)} bytes, at least {SECRET_BYTES} are due: bring it back "
            "from your backup, or remove the file and run `pantau init`"
        )
    return secret


def write_secret(path: Path) -> None:
    """A new random secret (64 hex digits), mode 0600. An existing file is never overwritten."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise ConfigError(f"{path} exists already: keep it, or all pseudonyms change") from error
    except OSError as error:
        raise ConfigError(f"{path}: the secret can't be written: {error.strerror}") from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(SECRET_BYTES) + "\n")
