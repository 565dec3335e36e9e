"""The one gate between what a source said and what may be stored."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from pantau.domain.mention import Kind, Mention, SafeMention, with_text
from pantau.privacy.pseudonym import Pseudonymiser
from pantau.privacy.redact import redact

_N_REMEMBERED: Final = 16_384
# A link to a review, post or comment leads to its author; one to a newspaper's article does not.
_PUBLIC_KINDS = frozenset((Kind.ARTICLE,))
_PERSONAL_URL = re.compile(
    r"@|[?&](?:user|author|profile|reviewid)=|/(?:user|profile|people)/", re.I
)


class PrivacyGate:
    """Makes `SafeMention`s: texts redacted, the author a pseudonym, personal links gone."""

    def __init__(self, secret: bytes, allowed_numbers: Iterable[str] = ()) -> None:
        # What a page holds is made safe twice, for the store and for the archive, a page or two apart.
        self._key = lru_cache(maxsize=_N_REMEMBERED)(Pseudonymiser(secret).key)
        allowed = tuple(allowed_numbers)
        self._redact = lru_cache(maxsize=_N_REMEMBERED)(
            lambda text: redact(text, allowed_numbers=allowed)
        )

    def redact(self, text: str) -> str:
        return self._redact(text) if text else ""

    def pseudonym(self, source: str, author: str) -> str:
        return self._key(source, author)

    def safe(self, mention: Mention) -> SafeMention:
        """`mention` fit to be stored. Its author may already be a key (from an archived page)."""
        cleaned = with_text(
            mention,
            text=self.redact(mention.text),
            title=self.redact(mention.title),
            reply_text=self.redact(mention.reply_text),
            author="",
            url=_safe_url(mention),
        )
        return SafeMention(cleaned, self.pseudonym(mention.source, mention.author))


def _safe_url(mention: Mention) -> str:
    is_public = mention.kind in _PUBLIC_KINDS and not _PERSONAL_URL.search(mention.url)
    return mention.url if is_public else ""
