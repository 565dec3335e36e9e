"""The facts of a small world that can be counted by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pantau.domain.period import Quarter
from pantau.errors import ReportError
from pantau.reports import quarterly
from pantau.reports.facts import QuarterFacts
from pantau.reports.letterhead import letterhead
from pantau.store.db import open_warehouse, utc_naive
from pantau.store.people import apply_codes
from tests.reports.conftest import NOW, QUARTER
from tests.reports.warehouse import (
    PEER_ID,
    PUBLISHED_AT,
    Seed,
    World,
    insert,
    publish_again,
    published,
)


def at(day: int, month: int = 8, hour: int = 5) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def facts_of(folder: Path, seeds: list[Seed], **asked: object) -> QuarterFacts:
    nights = [date(2026, 6, 25) + timedelta(days=i) for i in range(0, 110, 4)]
    config = published(folder, World(seeds, asked.pop("nights", nights)))  # type: ignore[arg-type]
    head = letterhead(config.office)
    options = {"allow_incomplete": True, **asked}
    return quarterly.read_facts(config, head, QUARTER, NOW, **options)  # type: ignore[arg-type]


def test_what_counts_is_the_citizens_own_words_that_still_stand(tmp_path: Path) -> None:
    seeds = [
        Seed("Bagus", at(1), "positive", rating=5),
        Seed("", at(2), None, rating=2),
        Seed("Berita kota", at(3), None, kind="article", rating=None, source="rss", app_id=""),
        Seed("Terima kasih dari kami", at(4), "neutral", is_official=True),
        Seed("Sudah dihapus", at(5), "negative", deleted_at=at(9)),
        Seed("Di kota lain", at(6), "negative", scope="peer", app_id=PEER_ID),
        Seed("Bulan Juni", at(30, 6), "negative"),
    ]
    volume = facts_of(tmp_path, seeds).volume
    assert (volume.n_mentions, volume.n_texts, volume.n_ratings_only) == (2, 1, 1)
    assert (volume.n_articles, volume.n_official, volume.n_gone) == (1, 1, 1)
    assert [(q.period, q.n) for q in volume.quarters][-2:] == [("2026-Q2", 1), ("2026-Q3", 2)]


def test_a_review_of_the_first_hours_of_a_quarter_is_counted_by_the_local_clock(
    tmp_path: Path,
) -> None:
    # 30 June 17:30 UTC is 1 July 00:30 in Pontianak.
    seeds = [Seed("Awal Juli", at(30, 6, 17) + timedelta(minutes=30)), Seed("Juni", at(30, 6, 16))]
    assert facts_of(tmp_path, seeds).volume.n_mentions == 1


def test_the_index_follows_its_formula_and_is_withheld_under_thirty_texts(tmp_path: Path) -> None:
    seeds = [Seed(f"a{i}", at(1), "positive", name=f"p{i}") for i in range(18)]
    seeds += [Seed(f"b{i}", at(1), "negative", name=f"n{i}") for i in range(9)]
    seeds += [Seed(f"c{i}", at(1), "neutral", name=f"z{i}") for i in range(3)]
    index = facts_of(tmp_path / "enough", seeds).index.now
    assert (index.n, index.value) == (30, 65.0)  # 50 × (1 + (18 − 9) / 30)
    assert index.low is not None
    assert index.low < 65 < (index.high or 0)
    few = facts_of(tmp_path / "few", seeds[:-1]).index.now
    assert (few.n, few.value, few.reason) == (29, None, "few")


def test_a_rise_beyond_noise_is_significant_and_a_small_one_is_not(tmp_path: Path) -> None:
    def quarter(month: int, n_bad: int, n: int) -> list[Seed]:
        return [
            Seed(f"{month}-{i}", at(9, month), "negative" if i < n_bad else "positive",
                 ("app_problem",) if i < n_bad else ("compliment",), name=f"{month}-{i}")
            for i in range(n)
        ]  # fmt: skip

    risen = facts_of(tmp_path / "risen", quarter(5, 8, 40) + quarter(8, 24, 40))
    negative = risen.sentiment[0]
    assert negative.id == "negative"
    assert negative.change.previous.difference == pytest.approx(0.4)
    assert negative.change.previous.is_significant
    assert not negative.change.year_ago.is_significant
    assert negative.change.year_ago.difference is None  # nothing to compare with
    noise = facts_of(tmp_path / "noise", quarter(5, 8, 40) + quarter(8, 10, 40))
    assert not noise.sentiment[0].change.previous.is_significant


def test_reply_clocks_count_only_reviews_whose_time_is_up(tmp_path: Path) -> None:
    seeds = [
        Seed("cepat", at(1), reply_at=at(2)),
        Seed("lambat", at(1), reply_at=at(11)),
        Seed("menunggu", at(1)),
        Seed("balasan untuk bentuk lama", at(20), reply_at=at(10)),
        Seed("baru saja", at(30, 9)),
    ]
    replies = facts_of(tmp_path, seeds).responses
    assert (replies.answered.n_hits, replies.answered.n, replies.n_waiting) == (3, 5, 2)
    kept = {c.n_days: (c.share.n_hits, c.share.n) for c in replies.clocks}
    assert kept == {3: (1, 4), 5: (1, 4), 14: (2, 4), 60: (2, 3)}
    assert replies.median_hours == 132.0  # of 24 and 240 hours


def test_participation_is_read_as_semu_only_where_the_interval_says_so(tmp_path: Path) -> None:
    def world(n: int, n_deep: int) -> list[Seed]:
        return [
            Seed(
                f"t{i}",
                at(3),
                "neutral",
                ("co_design",) if i < n_deep else ("question",),
                name=f"t{i}",
            )
            for i in range(n)
        ]

    readings = {
        name: facts_of(tmp_path / name, world(n, deep)).modes.reading
        for name, n, deep in (("a", 29, 0), ("b", 40, 0), ("c", 80, 0), ("d", 80, 20))
    }
    assert readings == {"a": "too_few", "b": "unclear", "c": "semu", "d": "signs"}


def test_quotes_follow_the_rule_and_carry_no_author_and_no_day(tmp_path: Path) -> None:
    long_text = "kalimat panjang sekali " * 500
    seeds = [
        Seed("Aplikasi ini gagal dibuka sejak pembaruan kemarin siang", at(3), "negative",
             ("app_problem",), name="a"),
        Seed("Aplikasi ini gagal dibuka sejak pembaruan kemarin siang", at(4), "negative",
             ("app_problem",), name="b"),
        Seed("Kode masuk tidak pernah sampai ke telepon saya lagi", at(5), "negative",
             ("app_problem",), is_unsure=True, name="c"),
        Seed("Masalah kecil saja, selebihnya saya suka aplikasi ini", at(5), "positive",
             ("app_problem",), name="d"),
        Seed(long_text, at(6), "positive", ("compliment",), name="e"),
    ]  # fmt: skip
    quotes = facts_of(tmp_path, seeds).quotes
    assert [q.type for q in quotes] == ["app_problem", "compliment"]
    assert quotes[0].month == "2026-08"
    assert not quotes[0].is_cut
    assert quotes[1].is_cut
    assert len(quotes[1].text) <= 281


def test_a_quarter_is_told_as_it_was_known_and_restated_as_it_is_known_now(tmp_path: Path) -> None:
    settled = at(7, 10)
    late = Seed("terlambat muncul", at(30, 9), "negative", known_from=at(10, 10))
    gone = Seed("dihapus kemudian", at(2), "positive", rating=5, deleted_at=at(9, 10))
    kept = [Seed(f"tetap {i}", at(2), "positive", rating=5, name=f"k{i}") for i in range(3)]
    now = facts_of(tmp_path / "now", [late, gone, *kept])
    assert now.volume.n_mentions == 4
    then = facts_of(tmp_path / "then", [late, gone, *kept], as_of=settled)
    assert then.volume.n_mentions == 4
    assert then.sentiment[0].share.n_hits == 0
    assert then.restated == ()
    restated = {(r.quarter, r.figure): (r.then, r.now) for r in now.restated}
    assert restated["2026-Q3", "negative"] == (0.0, 0.25)
    assert ("2026-Q3", "mentions") not in restated  # four then, four now


def test_peers_are_compared_by_share_only(tmp_path: Path) -> None:
    ours = [Seed(f"k{i}", at(3), "negative", name=f"o{i}") for i in range(30)]
    theirs = [
        Seed(f"l{i}", at(3), "positive", scope="peer", app_id=PEER_ID, name=f"p{i}")
        for i in range(30)
    ]
    (peer,) = facts_of(tmp_path, ours + theirs).peers
    assert (peer.name, peer.negative.n_hits, peer.negative.n) == ("Kota Tetangga", 0, 30)
    assert peer.difference.difference == 1.0
    assert peer.difference.is_significant


def test_an_empty_quarter_and_one_of_the_future_are_always_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="Tidak ada satu pun ulasan"):
        facts_of(tmp_path, [])
    config = published(tmp_path / "x", World([Seed("ada", at(1))]))
    head = letterhead(config.office)
    with pytest.raises(ReportError, match="belum dimulai"):
        quarterly.read_facts(config, head, Quarter(2027, 1), NOW, allow_incomplete=True)


def test_an_incomplete_quarter_is_refused_with_every_reason(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        facts_of(tmp_path, [Seed("satu", at(1))], allow_incomplete=False, nights=[date(2026, 8, 1)])
    assert "hari tidak terjangkau pengambilan dan kurang dari 30 teks" in str(caught.value)
    assert "--allow-incomplete" in str(caught.value)


def test_one_mention_alone_makes_facts_without_an_interval_of_the_mean(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, [Seed("satu", at(1), "neutral", rating=4)])
    assert (facts.stars.mean.mean, facts.stars.mean.low) == (4.0, None)
    assert facts.completeness.reasons == ("few",)


def test_the_largest_problem_that_holds_for_all_months_leads_the_plan(
    sample_facts: QuarterFacts,
) -> None:
    first = sample_facts.plan[0]
    assert first.problem.title == "Login, OTP, dan akun"
    assert first.problem.share.n_hits == max(p.share.n_hits for p in sample_facts.problems)


def test_a_code_by_people_counts_from_when_it_was_given_and_names_nobody(tmp_path: Path) -> None:
    seeds = [Seed(f"teks {i}", at(2), "positive", ("compliment",), name=f"k{i}") for i in range(4)]
    config = published(tmp_path, World(seeds), publish_now=False)
    con = open_warehouse(config.warehouse_path)
    for number, coder in enumerate(("nama pengode", "pengode lain")):
        insert(con, "annotation", {
            "mention_key": seeds[0].key, "text_hash": f"t{seeds[0].key}", "coder": coder,
            "codebook_version": "1.1", "sentiment": "negative", "feedback": ["app_problem"],
            "mode": "co_assessment", "coded_at": utc_naive(at(20 + number)),
        })  # fmt: skip
    insert(con, "prediction", {
        "mention_key": seeds[0].key, "text_hash": f"t{seeds[0].key}", "model": "contoh",
        "model_version": "2026.11", "codebook_version": "1.1", "sentiment": "positive",
        "sentiment_score": 0.9, "feedback": ["compliment"], "primary_feedback": "compliment",
        "feedback_score": 0.9, "topics": ["cctv"], "mode": "co_assessment", "is_unsure": False,
        "predicted_at": utc_naive(at(3)),
    })  # fmt: skip
    apply_codes(con)
    publish_again(con, config, PUBLISHED_AT)

    head = letterhead(config.office)
    now = quarterly.read_facts(config, head, QUARTER, NOW, allow_incomplete=True)
    assert now.sentiment[0].share.n_hits == 1
    assert [(a.pair, a.n, a.sentiment_kappa) for a in now.agreement] == [
        ("people", 1, None),  # one text of one kind: chance alone agrees as well
        ("model", 1, 0.0),
    ]
    people = next(m for m in now.provenance.models if m.name == "human")
    assert (people.version, people.n) == ("", 1)
    before = quarterly.read_facts(config, head, QUARTER, NOW, at(10), allow_incomplete=True)
    assert before.sentiment[0].share.n_hits == 0
    assert before.agreement == ()


def test_events_stand_as_they_were_noted(tmp_path: Path) -> None:
    config = published(tmp_path, World([Seed("satu", at(1))]), publish_now=False)
    con = open_warehouse(config.warehouse_path)
    for event_id, first, removed in (("a", 3, None), ("b", 4, at(9))):
        insert(con, "event", {
            "event_id": event_id, "first_on": date(2026, 8, first), "last_on": date(2026, 8, 6),
            "title": f"Pemadaman {event_id}", "detail": "", "written_by": "petugas",
            "written_at": utc_naive(at(7)), "removed_at": utc_naive(removed) if removed else None,
        })  # fmt: skip
    publish_again(con, config, PUBLISHED_AT)
    head = letterhead(config.office)
    now = quarterly.read_facts(config, head, QUARTER, NOW, allow_incomplete=True)
    assert [e.title for e in now.events] == ["Pemadaman a"]
    then = quarterly.read_facts(config, head, QUARTER, NOW, at(8), allow_incomplete=True)
    assert [e.title for e in then.events] == ["Pemadaman a", "Pemadaman b"]
