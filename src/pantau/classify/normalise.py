"""From a text as written to the tokens that models and topics read.

One pass: clean (entities, invisible characters, NFKC, masks), split into tokens, look each
token up in a cache that applies the lexicon, squeezes elongation and undoes the regular
sound changes of Pontianak Malay. The result is one string, tokens joined by single blanks.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from pantau.classify.lexicon import Lexicon

MAX_CHARS: Final = 2_000  # longer texts are cut: 99.9 % of reviews are under 500
_FLOOD: Final = 30  # tokens; in longer texts a word may stand so often that it drowns the model
_OFTEN: Final = 3  # times that a word counts in such a flood
_HELD_DOWN: Final = 4  # times the same letter, and nothing else
_CACHE_LIMIT: Final = 300_000
_CODE_CHARS: Final = 16

_URL = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|go\.id|co\.id)\b(?:/\S*)?", re.I
)
_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_HANDLE = re.compile(r"(?<!\w)@\w+")
_LONG_NUMBER = re.compile(r"(?<![\w.,])\+?(?:\d{8,}|\d{2,5}[ -]\d{3,4}[ -]\d{3,5})(?![\w,])")
_TOKEN = re.compile(r"\[\w+\]|@user|\w+(?:[-'’]\w+)*|[^\w\s.,]")
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,9} ?/?>", re.I)
_READABLE = re.compile(r"(?:^| )[^\W\d_]{2}|[^\x00-\x7f]")
_REPEATED = re.compile(r"(\w)\1{2,}")
_DOUBLED = re.compile(r"(\w)\1+")
_TWICE = re.compile(r"([a-z]{2,}?)[-\s]?2(nya|an|in|kan)?$")
_SKIN_TONES = dict.fromkeys(range(127995, 128000))
_VARIATION = dict.fromkeys(range(65024, 65040))


def clean(text: str | None) -> str:
    """Readable text, masked and bounded; case and punctuation kept. `None` becomes ""."""
    if not text:
        return ""
    text = text[:MAX_CHARS]
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    if not text.isascii():
        text = _visible(text)
    return _mask(text)


def _visible(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.translate(_SKIN_TONES | _VARIATION))
    if text.isprintable():
        return text
    return "".join(c if not _is_invisible(c) else "" for c in text)


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Cf", "Cc", "Cs", "Co", "Cn") and not char.isspace()


def _mask(text: str) -> str:
    if "@" in text:
        text = _HANDLE.sub("@user", _MAIL.sub("[email]", text))
    if "." in text and ("://" in text or "www." in text or ".co" in text or ".id" in text):
        text = _URL.sub("[tautan]", text)
    return _LONG_NUMBER.sub("[nomor]", text)


def is_wordless(normal: str) -> bool:
    """No word and no emoji: nothing, numbers, masks, ASCII signs or single letters alone."""
    return _READABLE.search(normal) is None


class _TokenCache(dict[str, str]):
    """Token to its normal form, filled as tokens are met; emptied when it grows too large."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, token: str) -> str:
        if len(self) >= _CACHE_LIMIT:
            self.clear()
        form = self[token] = normal_form(token, self._lexicon)
        return form


class Normaliser:
    """Callable `text -> normal text`. Same lexicon, same output, on every machine."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._cache = _TokenCache(lexicon)
        self._phrases = lexicon.phrases
        self._phrase_starts = frozenset(p[0] for p in lexicon.phrases)
        self._phrase_pairs = frozenset(p[:2] for p in lexicon.phrases)
        self._longest = max((len(p) for p in lexicon.phrases), default=0)
        self.lexicon = lexicon

    def __call__(self, text: str | None) -> str:
        tokens: list[str] = _TOKEN.findall(clean(text).lower())
        if len(tokens) == 1 and len(tokens[0]) == 1:
            return tokens[0]  # alone it stands for no word: "x" is "kali" only between others
        if len(tokens) > _FLOOD and len(tokens) > _OFTEN * len(set(tokens)):
            tokens = _without_flood(tokens)
        if self._phrase_starts.isdisjoint(tokens) or self._phrase_pairs.isdisjoint(
            pairwise(tokens)
        ):
            return " ".join(map(self._cache.__getitem__, tokens))
        return " ".join(self._with_phrases(tokens))

    def _with_phrases(self, tokens: list[str]) -> Iterator[str]:
        at = 0
        while at < len(tokens):
            size = self._phrase_at(tokens, at)
            yield self._phrases[tuple(tokens[at : at + size])] if size else self._cache[tokens[at]]
            at += size or 1

    def _phrase_at(self, tokens: list[str], at: int) -> int:
        if tokens[at] not in self._phrase_starts:
            return 0
        sizes = range(self._longest, 1, -1)
        return next((n for n in sizes if tuple(tokens[at : at + n]) in self._phrases), 0)


def _without_flood(tokens: Sequence[str]) -> list[str]:
    """Of each token the first few. One word a thousand times over says no more than thrice."""
    seen: Counter[str] = Counter()
    kept = []
    for token in tokens:
        seen[token] += 1
        if seen[token] <= _OFTEN:
            kept.append(token)
    return kept


def normal_form(token: str, lexicon: Lexicon) -> str:
    """The standard form of one lower-case token; itself where nothing better is known."""
    if token in lexicon.words:
        return lexicon.words[token]
    if len(token) >= _CODE_CHARS and not token.isalpha() and any(map(str.isdigit, token)):
        return "[kode]"  # ids of devices and transactions: nobody's word
    if token in lexicon.known or not token[0].isalpha():
        return token
    if len(token) >= _HELD_DOWN and len(set(token)) == 1:
        return token[0]  # a key held down: a letter, no word, whatever a single one stands for
    token = _squeezed(token, lexicon)
    if twice := _TWICE.match(token):
        return _twice(twice, lexicon)
    if token in lexicon.words:
        return lexicon.words[token]
    if "-" in token:
        return "-".join(normal_form(part, lexicon) if part else "" for part in token.split("-"))
    return _malay_form(token, lexicon.known) or token


def _squeezed(token: str, lexicon: Lexicon) -> str:
    """ "mantaaapp" to "mantap"; "maaaf" to "maaf": the first known form wins."""
    if not _DOUBLED.search(token):
        return token
    forms = (_REPEATED.sub(r"\1\1", token), _REPEATED.sub(r"\1", token), _DOUBLED.sub(r"\1", token))
    known = (f for f in forms if f in lexicon.known or f in lexicon.words)
    return next(known, forms[1])


def _twice(match: re.Match[str], lexicon: Lexicon) -> str:
    word = lexicon.words.get(match[1], match[1])
    return f"{word}-{word}{match[2] or ''}"


# Pontianak Malay against standard Indonesian: final -a is -e, closed u/i are o/e, a final -k is
# added, ber-/ter- lose their r. Tried only on words nobody knows, kept only if the result is known.
_SOUNDS: Final = (
    (re.compile(r"nye$"), "nya"),
    (re.compile(r"e$"), "a"),
    (re.compile(r"o([bdgklmnprst]|ng|h)$"), r"u\1"),
    (re.compile(r"e([bdgklmnprst]|ng|h)$"), r"i\1"),
    (re.compile(r"([aiueo])k$"), r"\1"),
    (re.compile(r"^be(?=[^r])"), "ber"),
    (re.compile(r"^te(?=[^r])"), "ter"),
)


def _malay_form(token: str, known: frozenset[str]) -> str | None:
    forms = [token] if len(token) > 3 else []
    for pattern, standard in _SOUNDS:
        forms += [new for form in forms if (new := pattern.sub(standard, form)) != form]
    return next((form for form in forms[1:] if _is_known(form, known)), None)


def _is_known(word: str, known: frozenset[str]) -> bool:
    return word in known or (word.endswith("nya") and word[:-3] in known)
