"""The table of what is redacted, in the order in which it is sought, each with its reason.

Names after a title come last and have their own module, `names`. Every pattern is linear: what
may repeat is bounded or possessive, so hostile text costs no more than friendly text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pantau.privacy.shapes import digits_of, domestic, is_moment, is_price

# Between the digits of one number. A comma or slash counts only without spaces: with them it lists
# ("13.500 / 15.000").
_SEP = r"(?:[,/](?=\d)|[\s.\-_*·•‐-―−]{0,3}+)"
_PHONE_SEP = r"(?:[,/](?=\d)|[\s.\-_*·•‐-―−()]{0,3}+)"
_RUN = rf"\d(?:{_SEP}\d)"
_PHONE_DIGIT = rf"(?:{_PHONE_SEP}\d)"

_LINK = (
    r"(?<![\w.@])(?:https?://)?(?:www\.|m\.)?(?:wa\.me|wa\.link|api\.whatsapp\.com|chat\.whatsapp\.com"
    r"|t\.me|telegram\.me|instagram\.com|facebook\.com|fb\.com|tiktok\.com|x\.com|twitter\.com"
    r"|linktr\.ee)/[^\s\[\]<>]++"
)
_PROVIDER = r"(?:gmail|yahoo|ymail|hotmail|outlook|icloud)\b(?:\.[\w\-]++)*+"
_LOCAL_PART = r"(?<![\w.+%\-])[\w.+%\-]++"
_EMAIL = rf"{_LOCAL_PART}(?:@[a-z][\w\-]*+(?:\.[\w\-]++)*+|\s{{0,2}}@\s{{0,2}}{_PROVIDER})"
_EMAIL_SPELT = rf"{_LOCAL_PART}\s{{0,2}}[(\[]\s?at\s?[)\]]\s{{0,2}}{_PROVIDER}"
_HANDLE = r"(?<![\w@])@(?=[\w.]{0,40}[^\W\d])\w(?:[\w]|\.(?=\w)){1,60}+"
_IDENTITY = rf"\d{{16,}}+|{_RUN}{{15,}}+"
_IDENTITY_NAMED = (
    r"(?<!\[)\b(?:nik|e-?ktp|ktp|nkk|kk|npwp|bpjs|jkn|kis|sim|paspor|passport|nisn)\b[^\d\n]{0,30}+"
    rf"(?P<secret>{_RUN}{{12,14}}+)(?!\d)"
)
_MOBILE = (
    rf"(?<!\d)\(?+(?:(?:\+{_PHONE_SEP}|00)?62{_PHONE_SEP}0?{_PHONE_SEP}|0{_PHONE_SEP}"
    rf"|(?<![^\W_])[oO]{_PHONE_SEP})8{_PHONE_DIGIT}{{7,11}}+\d*+"
)
_FOREIGN = rf"\+{_PHONE_SEP}\d{_PHONE_DIGIT}{{8,13}}+\d*+"
_LANDLINE = (
    rf"(?<![\d.,])(?:\(?+(?:\+?+62{_PHONE_SEP}|0\s?)561{_PHONE_DIGIT}{{5,8}}+"
    rf"|\(0\d{{2,3}}\){_PHONE_DIGIT}{{5,8}}+"
    r"|0[2-79]\d{1,2}[\s\-/]{1,3}+\d{5,8}+|0[2-79]\d{7,10}+)(?!\d)"
)
_BARE_MOBILE = r"(?<![\d.,])8[1-9]\d{7,10}+(?!\d)"
_PHONE_NAMED = (
    r"(?<!\[)\b(?:wa|whats?app?|tel|telp|tlp|telepon|telpon|hp|handphone|hub|hubungi|call|sms|kontak"
    rf"|contact)\b[^\d\n]{{0,15}}+(?P<secret>{_RUN}{{8,12}}+)(?!\d)"
)
_SPELT = "(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)"
_PHONE_SPELT = rf"\b(?:nol|kosong)[\s,.\-]{{1,3}}+delapan(?:[\s,.\-]{{1,3}}+{_SPELT}\b){{5,}}+"
_ACCOUNT = (
    r"(?<!\[)\b(?:bca|bri|bni|bsi|btn|mandiri|cimb|niaga|permata|danamon|panin|mega|maybank|ocbc|jago"
    r"|seabank|jenius|bank\s+[a-z]{3,15}|bpd|rek|rekening|norek)\b[^\d\n]{0,25}+"
    rf"(?P<secret>{_RUN}{{7,17}}+)(?!\d)"
)
_PLATE_CODE = r"(?:A[ABDEG]?|B[ABDEGHKLMNP]?|D[ABCDEGHKLMNRSTW]?|E[ABD]?|F|G|H|K[BHTU]?|L|M|N|P[AB]?|R|S|T|W|Z)"
_UNITS = r"(?:kg|rb|jt|bln|thn|org|jam|hr|km|kb|mb|gb|tb|ml|x|m|k|an|pm|am|hp|no|di|ke|ya|yg|dr)"
_PLATE_SEP = r"[\s.\-]{0,2}"
_PLATE = (
    rf"(?<![\w.,])(?<!\d\s)(?:KB{_PLATE_SEP}[1-9]\d{{0,3}}{_PLATE_SEP}(?!(?:MB|GB|KB|KG)\b)[A-Z]{{1,3}}"
    rf"|{_PLATE_CODE}{_PLATE_SEP}[1-9]\d{{2,3}}{_PLATE_SEP}(?!(?i:{_UNITS})\b)[A-Z]{{1,3}}"
    rf"|(?i:kb){_PLATE_SEP}[1-9]\d{{2,3}}{_PLATE_SEP}(?!(?i:{_UNITS})\b)[A-Za-z]{{1,2}})\b"
)
_PLATE_NAMED = (
    r"(?i:\b(?:plat|nopol|no\.?\s?pol|nomor polisi)\b(?:\s(?:nomor|no|motor|mobil))?)[\s.:]{1,3}+"
    rf"(?P<secret>(?i:[a-z]{{1,2}}{_PLATE_SEP}[1-9]\d{{1,3}}(?:{_PLATE_SEP}[a-z]{{1,3}}\b)?))"
)
_NO = r"(?:no|nomor|nomer|nmr)\b[.:]?\s{0,2}#?"
# Between street and number stand at most five words, none of which makes "jalan" a plain noun.
_PLAIN = (
    r"(?:di|yang|yg|ke|dari|dan|atau|rusak|berlubang|berlobang|macet|banjir|loket|cctv|kamera|paling|ini"
    r"|itu|tu|ni|sudah|dah|tidak|tak|kalau|kalok|depan|dekat|tol|no|nomor|nomer|nmr)\b"
)
_STREET_NUMBER = (
    r"\b(?:(?:jl|jln|jalan|gg|gang|komp|komplek|kompleks|perum|perumahan)\b\.?\s{0,2}"
    rf"(?:(?!{_PLAIN})[\w.'’\-]{{1,30}}+,?\s{{1,3}}+){{1,5}}"
    rf"|rumah\b(?:\s(?:saya|saye|kami|kamek|ibu|bapak|orang\s?tua))?,?\s{{1,2}}){_NO}"
    r"\s{0,2}(?P<secret>\d{1,4}(?:\s?[/\-]\s?\d{1,4})?(?:\s?[a-z]\b)?)(?![\d.]\d)"
)
# Without "no" only from 10 up and at the end of an address: "Tanjung Raya 2" is a street's name.
_STREET_PLAIN_NUMBER = (
    r"\b(?:[Jj]ln?|Jalan|[Gg]g|Gang)\b\.?\s{0,2}(?:[A-Z][\w'’\-]{1,30}+\s{1,2}+){1,4}"
    r"(?P<secret>[1-9]\d{1,2}[A-Za-z]?)(?=\s{0,2}(?:[,;)\n]|\.(?!\d)|$|RT\b|Kel\b|Kec\b|Pontianak\b))"
)
_RT_RW = (
    r"\b(?:rt|rw)\s?/\s?(?:rw|rt)[\s.:]{0,2}\d{1,3}(?:\s?/\s?\d{1,3})?"
    r"|\brt[\s.:]{0,2}\d{1,3}(?!\d)(?:[\s/,.]{0,3}(?:rw[\s.:]{0,2})?\d{2,3}\b(?!\.\d)"
    r"|[\s/,.]{0,3}rw[\s.:]{0,2}\d{1,3})?"
    r"|\brw[\s.:]{0,2}\d{1,3}(?!\d)"
)
_BLOCK = (
    r"\bblo[kc]k?\s{1,2}(?:[a-z]{1,2}[\s./\-]{0,2}\d{1,3}[a-z]?|[a-z]|\d{1,3})\b"
    rf"(?:,?\s{{0,2}}{_NO}\s?\d{{1,4}}[a-z]?\b)?"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. Only the group `secret`, if the pattern has one, is replaced; what stands before stays.

    A text with fewer digits than `least_digits`, or without `hint` in small letters, is not searched.
    `spares` lets a match live: it gets the match's text and the allowed numbers.
    """

    name: str
    placeholder: str
    reason: str
    pattern: re.Pattern[str]
    least_digits: int = 0
    hint: str = ""
    spares: Callable[[str, frozenset[str]], bool] | None = None

    def apply(self, text: str, allowed: frozenset[str]) -> str:
        return self.pattern.sub(lambda match: self._replace(match, allowed), text)

    def _replace(self, match: re.Match[str], allowed: frozenset[str]) -> str:
        group = "secret" if "secret" in self.pattern.groupindex else 0
        if self.spares and self.spares(match[group], allowed):
            return match[0]
        return match[0][: match.start(group) - match.start()] + self.placeholder


def _no_identity(text: str, allowed: frozenset[str]) -> bool:
    """Dates side by side, or amounts; sixteen digits are never an amount."""
    return is_moment(text) or (is_price(text) and len(digits_of(text)) != 16)


def _no_phone(text: str, allowed: frozenset[str]) -> bool:
    return domestic(text) in allowed or is_moment(text) or is_price(text)


def _no_account(text: str, allowed: frozenset[str]) -> bool:
    return is_price(text) or is_moment(text)


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# A number of seven digits or more, however it is broken: what each rule for long numbers needs.
LONG = 7
_HAS_LONG = re.compile(rf"\d{_PHONE_DIGIT}{{6}}")

_HAS_DIGIT = re.compile("[0-9]")

# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("link", "[tautan]", "a chat or profile link names a person", _any_case(_LINK), 0, "/"),
    Rule("e-mail", "[email]", "an address reaches one person", _any_case(_EMAIL), 0, "@"),
    Rule("spelt e-mail", "[email]", "nama (at) gmail.com", _any_case(_EMAIL_SPELT), 0, "mail"),
    Rule("handle", "[akun]", "an account name is a name", re.compile(_HANDLE), 0, "@"),
    Rule("identity", "[nomor identitas]", "NIK, family card and payment cards have 16 digits; a check of"
         " their sum or date would let through what has a typing error", re.compile(_IDENTITY), LONG,
         spares=_no_identity),
    Rule("mobile", "[telepon]", "+62, 62 or 0 before 8", re.compile(_MOBILE), LONG, spares=_no_phone),
    Rule("landline", "[telepon]", "0561 and other areas", re.compile(_LANDLINE), LONG, spares=_no_phone),
    Rule("foreign phone", "[telepon]", "+ and 9 to 14 digits", re.compile(_FOREIGN), LONG, "+", _no_phone),
    Rule("short identity", "[nomor identitas]", "a NIK that lost a digit is still read by who knows it;"
         " NPWP and BPJS cards have 13 to 15", _any_case(_IDENTITY_NAMED), LONG, spares=_no_account),
    Rule("account", "[rekening]", "after a bank's name", _any_case(_ACCOUNT), LONG, spares=_no_account),
    Rule("bare mobile", "[telepon]", "without its 0", re.compile(_BARE_MOBILE), LONG, spares=_no_phone),
    Rule("named phone", "[telepon]", "after WA, HP, hubungi", _any_case(_PHONE_NAMED), LONG,
         spares=_no_phone),
    Rule("spelt phone", "[telepon]", "nol delapan satu …", _any_case(_PHONE_SPELT), 0, "delapan"),
    Rule("plate", "[pelat]", "leads to the owner; '500 KB' does not", re.compile(_PLATE), 1),
    Rule("named plate", "[pelat]", "after plat, nopol", re.compile(_PLATE_NAMED), 1, "pol"),
    Rule("named plate", "[pelat]", "after plat, nopol", re.compile(_PLATE_NAMED), 1, "plat"),
    Rule("house number", "[alamat]", "with the street, which stays, it is one door",
         _any_case(_STREET_NUMBER), 1, "n"),
    Rule("plain house number", "[alamat]", "the same without 'no'", re.compile(_STREET_PLAIN_NUMBER), 1),
    Rule("RT/RW", "[alamat]", "a few dozen households", _any_case(_RT_RW), 1),
    Rule("block", "[alamat]", "a row of houses", _any_case(_BLOCK), 0, "blo"),
)
# fmt: on
RULES_BY_DIGITS = {
    most: tuple(rule for rule in RULES if rule.least_digits <= most) for most in (0, 1, LONG)
}


def rules_for(text: str) -> tuple[Rule, ...]:
    """The rules that can find something in `text`, judged by its digits alone."""
    if not _HAS_DIGIT.search(text):
        return RULES_BY_DIGITS[0]
    return RULES_BY_DIGITS[LONG if _HAS_LONG.search(text) else 1]
