"""The one gate between what a source said and what may be stored."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pantau.domain.mention import Kind, Mention, SafeMention, with_text
from pantau.privacy.pseudonym import Pseudonymiser
from pantau.privacy.redact import redact

# A link to a review, post or comment leads to its author; one to a newspaper's article does not.
_PUBLIC_KINDS = frozenset((Kind.ARTICLE,))
_PERSONAL_URL = re.compile(
    r"@|[?&](?:user|author|profile|reviewid)=|/(?:user|profile|people)/", re.I
)


class PrivacyGate:
    """Makes `SafeMention`s: texts redacted, the author a pseudonym, personal links gone."""

    def __init__(self, secret: bytes, allowed_numbers: Iterable[str] = ()) -> None:
        self._pseudonyms = Pseudonymiser(secret)
        self._allowed = tuple(allowed_numbers)

    def redact(self, text: str) -> str:
        return redact(text, allowed_numbers=self._allowed)

    def pseudonym(self, source: str, author: str) -> str:
        return self._pseudonyms.key(source, author)

    def safe(self, mention: Mention) -> SafeMention:
        """`mention` fit to be stored. Its author may already be a key (from an archived page)."""
        cleaned = with_text(
            mention,
            text=self.redact(mention.text),
            title=self.redact(mention.title),
            reply_text=self.redact(mention.reply_text),
            author="",
        )
        cleaned = replace(cleaned, url=_safe_url(mention))
        return SafeMention(cleaned, self.pseudonym(mention.source, mention.author))


def _safe_url(mention: Mention) -> str:
    is_public = mention.kind in _PUBLIC_KINDS and not _PERSONAL_URL.search(mention.url)
    return mention.url if is_public else ""
