"""Names after a title or a greeting: "Pak Budi", "kak siti", "Halo Rina,".

Indonesian has no certain sign for a name. After a title a capitalised word is one unless it is
a common word; a word in small letters only if it is no common word at all. Offices are no names
("Pak Wali", "Bu Lurah"), nor are streets ("Jalan Pak Kasih").
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

PLACEHOLDER = "[nama]"

# After these a name is the rule, in small letters too.
_FIRM = (
    "pak", "bapak", "bpk", "bu", "ibu", "bang", "abang", "bg", "kak", "kakak", "mas", "mbak", "mba",
    "atas nama", "nama saya", "nama saye", "sdr", "sdri", "saudara", "saudari",
)  # fmt: skip
# These are other words as well ("ko error", "hai", "cik"): only a capital letter tells.
_LOOSE = (
    "om", "tante", "dek", "adek", "mbah", "ko", "koh", "ci", "cik", "cece", "ust", "ustad",
    "ustadz", "a.n", "an", "yth", "halo", "hallo", "hai", "hi", "dear",
)  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Of a person, so a name may follow ("Pak Haji Rahmat"); offices such as lurah are not here.
_STYLES = _words(
    "rt rw h hj haji hajjah drs dra ir dr dokter guru ustad ustadz satpam bidan mantri tukang"
)
_KEPT = _words(
    # offices and callings
    "rt rw lurah camat wali walikota wako wawako bupati gubernur presiden menteri mentri kadis kabid "
    "kasi sekda kades kepala ketua dewan dprd guru dokter dr polisi satpam bidan haji hajjah ustad "
    "ustadz dosen hakim jaksa bos boss admin min mimin cs operator petugas pegawai pejabat pns asn dev "
    "developer programmer tukang sopir supir kurir ojek ojol grab gojek parkir pedagang penjual "
    "pimpinan direktur kadin satpol dishub damkar pemkot pemda pemerintah "
    # whom one greets
    "pak bapak bpk bu ibu bang abang bg kak kakak mas mbak mba sdr sdri saudara saudari om tante dek "
    "adek semua semue kalian kita kite kami kamek sobat kawan teman warga warge netizen guys gaes "
    "pelanggan pengguna bro sis gan jokowi prabowo "
    # places and things that begin with a capital
    "pontianak kalbar jepin diskominfo kominfo kota negara indonesia android iphone google play store "
    "cctv otp ktp kk pbb pdam covid"
)  # fmt: skip
# Words of the language that are given names when written with a capital.
_NAMES_TOO = _words(
    "ade amin bagus bintang cahaya dini emil feri gusti hari indah jaya lestari made melati mimin "
    "mulia permata pratama sandi sekar setia sabar tanjung untung"
)
_ENDINGS = ("nya", "nye", "lah", "kah", "pun", "kan", "in", "an")
_MOST_WORDS = 4


def _alternatives(words: tuple[str, ...]) -> str:
    """A pattern for any of `words`, sorted under first letters: tried three times as fast as a list."""
    heads = sorted({word[0] for word in words})
    tails = {head: sorted((w[1:] for w in words if w[0] == head), key=len)[::-1] for head in heads}
    return "|".join(f"{head}(?:{'|'.join(map(re.escape, tails[head]))})" for head in heads)


_TITLES = _alternatives(_FIRM + _LOOSE)
_AFTER_TITLE = r"(?P<mark>[.,:]?)(?:[ \t\xa0]+|(?<=\.))(?=[^\W\d_])"
_TITLE = re.compile(rf"(?<![\w\-])(?P<title>(?i:{_TITLES})){_AFTER_TITLE}")
# The same on small letters, without the cost of folding case at each sign: is it worth to look?
_TITLE_SMALL = re.compile(rf"(?<![\w\-])(?:{_TITLES}){_AFTER_TITLE}")
# A comma or full stop after these ends the address ("tolong pak. Aplikasi …"), except after
# abbreviations and greetings, where the name is still to come.
_DOTTED = frozenset(("bpk", "sdr", "sdri", "atas nama", "nama saya", "nama saye", *_LOOSE))
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’\-](?=[^\W\d_])){0,39}")
_GAP = re.compile(r"\.?[ \t\xa0]+")
_STREET_BEFORE = re.compile(r"(?i:\b(?:jl|jln|jalan|gg|gang|jembatan|simpang))\.?\s{0,3}$")
_STRETCHED = re.compile(r"([^\W\d_])\1\1")


@cache
def _common_words() -> frozenset[str]:
    lines = (files("pantau.privacy") / "common_words.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def redact_names(text: str) -> str:
    """`text` with each name after a title replaced; the title stays, it says how people speak."""
    if not _TITLE_SMALL.search(text.lower()):
        return text
    pieces: list[str] = []
    done = 0
    for title in _TITLE.finditer(text):
        span = _name_span(text, title) if title.start() >= done else None
        if span:
            pieces += (text[done : span[0]], PLACEHOLDER)
            done = span[1]
    return "".join(pieces) + text[done:]


def _name_span(text: str, title: re.Match[str]) -> tuple[int, int] | None:
    called = title["title"].lower()
    if title["mark"] and called not in _DOTTED:
        return None
    if _STREET_BEFORE.search(text, max(0, title.start() - 12), title.start()):
        return None
    start = _after_styles(text, title.end())
    word = _WORD.match(text, start)
    is_loose = called in _LOOSE
    if not word or not _is_name(word[0], is_loose=is_loose, is_shouted=title["title"].isupper()):
        return None
    return start, _end_of_name(text, word)


def _after_styles(text: str, start: int) -> int:
    """Past "Haji", "RT" and the like, if a further word follows."""
    for _ in range(2):
        word = _WORD.match(text, start)
        gap = _GAP.match(text, word.end()) if word and word[0].lower() in _STYLES else None
        if not gap or not _WORD.match(text, gap.end()):
            break
        start = gap.end()
    return start


def _end_of_name(text: str, word: re.Match[str]) -> int:
    """The family names that follow: words with a capital that are no common words. After a name in
    small letters one more word that nobody knows ("pak budi santoso")."""
    end = word.end()
    is_small = word[0].islower()
    for _ in range(1 if is_small else _MOST_WORDS - 1):
        gap = _GAP.match(text, end)
        following = _WORD.match(text, gap.end()) if gap else None
        if not following or not _is_name(following[0], is_loose=not is_small, is_shouted=False):
            break
        end = following.end()
    return end


def _is_name(word: str, *, is_loose: bool, is_shouted: bool) -> bool:
    lower = word.lower()
    if lower in _KEPT or len(lower) < 2:
        return False
    if word[0].isupper() and not (word.isupper() and (is_shouted or len(word) < 4)):
        return lower in _NAMES_TOO or not _is_common(lower)
    return not is_loose and len(lower) > 2 and not _is_common(lower)


def _is_common(lower: str) -> bool:
    """A word of the language, also with an ending or drawn out ("tolooong")."""
    words = _common_words()
    if lower in words or _STRETCHED.search(lower):
        return True
    parts = lower.replace("-", " ").split()
    if len(parts) > 1:
        return all(part in words for part in parts)
    return any(lower.endswith(end) and lower.removesuffix(end) in words for end in _ENDINGS)
