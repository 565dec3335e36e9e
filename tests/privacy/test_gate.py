from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from pantau.domain.mention import Kind, Mention
from pantau.privacy.gate import PrivacyGate

GATE = PrivacyGate(b"s" * 32, ["1708", "0561733111"])
REVIEW = Mention(
    source="google_play",
    external_id="contoh-1",
    text="tolong pak budi, hp saya 081234567890",
    title="NIK 6171011708459999",
    posted_at=datetime(2026, 5, 3, tzinfo=UTC),
    author="Contoh Warga 001",
    reply_text="Halo Kak Rina, hubungi 0561-733111 atau cs@contoh.id",
    url="https://play.google.com/store/apps/details?id=x&reviewId=contoh-1",
)


def test_nothing_personal_passes_the_gate() -> None:
    safe = GATE.safe(REVIEW)
    assert safe.mention.text == "tolong pak [nama], hp saya [telepon]"
    assert safe.mention.title == "NIK [nomor identitas]"
    assert safe.mention.reply_text == "Halo Kak [nama], hubungi 0561-733111 atau [email]"
    assert (safe.mention.author, safe.mention.url) == ("", "")
    assert "Contoh Warga" not in repr(safe)


def test_the_author_stays_one_author_under_a_pseudonym() -> None:
    other = GATE.safe(replace(REVIEW, external_id="contoh-2"))
    assert GATE.safe(REVIEW).author_key == other.author_key
    assert other.author_key == GATE.pseudonym("google_play", "Contoh Warga 001")


def test_an_archived_page_parsed_again_gives_the_same_safe_mention() -> None:
    key = GATE.pseudonym("google_play", REVIEW.author)
    archived = replace(REVIEW, author=key, text=GATE.redact(REVIEW.text))
    assert GATE.safe(archived) == GATE.safe(REVIEW)


def test_all_that_is_not_personal_is_kept() -> None:
    kept = GATE.safe(REVIEW).mention
    assert (kept.external_id, kept.posted_at, kept.source) == (
        REVIEW.external_id,
        REVIEW.posted_at,
        REVIEW.source,
    )


def test_the_link_to_an_article_is_kept_but_not_one_to_a_person() -> None:
    article = replace(REVIEW, source="rss", kind=Kind.ARTICLE, url="https://contoh.id/berita/1")
    assert GATE.safe(article).mention.url == "https://contoh.id/berita/1"
    profile = replace(article, url="https://contoh.id/@warga/1")
    assert GATE.safe(profile).mention.url == ""
