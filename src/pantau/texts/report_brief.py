"""Words of the monthly page and of the weekly message."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pantau.domain.period import Quarter, Span
from pantau.domain.taxonomy import SENTIMENT_TITLES, Sentiment
from pantau.texts import common, report

if TYPE_CHECKING:
    from pantau.reports.brief import BriefFacts
    from pantau.reports.figures import ChangeFact, ShareFact
    from pantau.reports.period import Month, Week

MONTHLY_TITLE = "Laporan Bulanan Umpan Balik Warga"
SUMMARY = "Ringkasan"
AGAINST_MONTH = "Dibanding bulan lalu (poin persen)"
AGAINST_YEAR = "Dibanding tahun lalu (poin persen)"
RUNNING = "BULAN MASIH BERJALAN: angka belum lengkap."
NO_MENTIONS = "Tidak ada ulasan atau kiriman warga pada masa ini."
NO_PROBLEMS = "Tidak ada topik dari daftar yang dikeluhkan pada bulan ini."
SMALL = "Jumlahnya kecil: baca sebagai gambaran, bukan ukuran kepuasan warga."
PROBLEM_NOTE = "Dikeluhkan: teks pada topik itu yang negatif atau menyebut masalah. Lima teratas."
QUOTE_NOTE = (
    "Satu teks untuk tiap jenis umpan balik, menurut aturan yang sama dengan laporan triwulan; data "
    "pribadi disamarkan."
)


def future(period: Month | Week) -> str:
    return f"{common.span(Span(period.first_day, period.last_day))} belum dimulai saat data dibaca."


def span(facts: BriefFacts) -> str:
    return common.span(_span(facts))


def _span(facts: BriefFacts) -> Span:
    return Span(date.fromisoformat(facts.first_day), date.fromisoformat(facts.last_day))


def volume(facts: BriefFacts) -> str:
    return (
        f"Ada {common.number(facts.n_mentions)} ulasan dan kiriman warga, "
        f"{common.number(facts.n_texts)} berisi teks. Dibanding bulan lalu "
        f"({common.number(facts.n_previous)}) jumlah per hari "
        f"{report.change_of_count(facts.change.previous)}; dibanding bulan yang sama tahun lalu "
        f"{report.change_of_count(facts.change.year_ago)}."
    )


def coverage(facts: BriefFacts) -> str:
    """How many days the reads vouch for, by target; what is missing is said."""
    apps = [c for c in facts.coverage if c.app_id]
    if not apps:
        return "Tidak ada catatan pengambilan pada masa ini."
    said = [
        f"{common.source_title(c.source)} {common.number(c.n_covered)} dari {common.number(c.n_days)} hari"
        for c in apps
    ]
    return f"Tercakup pengambilan: {common.enumeration(said)}."


def quarter_of(facts: BriefFacts) -> str:
    return common.quarter(Quarter.of(date.fromisoformat(facts.first_day)))


def weekly(facts: BriefFacts) -> str:
    """A message of a few short lines; stars and underscores of messengers are used for the head only."""
    head = f"*Pantau {facts.app_name}: {span(facts)}*"
    sample = [report.SAMPLE_SHORT] if facts.is_sample else []
    running = ["Minggu masih berjalan; angka belum lengkap."] if facts.is_running else []
    body = list(_weekly_body(facts)) if facts.n_mentions else [NO_MENTIONS]
    known = f"Data per {report.moment_of(facts.provenance.known_at)}."
    return "\n".join([head, *sample, *running, *body, coverage(facts), known]) + "\n"


def _weekly_body(facts: BriefFacts) -> list[str]:
    counts = [
        f"{SENTIMENT_TITLES[Sentiment(s.id)].lower()} {common.number(s.share.n_hits)}"
        for s in facts.sentiment
    ]
    lines = [
        (
            f"Ulasan: {common.number(facts.n_mentions)} (minggu lalu {common.number(facts.n_previous)}), "
            f"{common.number(facts.n_texts)} berisi teks"
        ),
        f"Bintang: {report.mean(facts.stars.mean)}, n = {common.number(facts.stars.mean.n)}",
        f"Sentimen: {', '.join(counts)}",
        _index(facts),
        _complaints(facts),
        (
            f"Menunggu jawaban: {common.number(facts.responses.n_waiting)} ulasan, "
            f"{common.number(facts.responses.n_negative_waiting)} negatif"
        ),
        *changes(facts),
    ]
    return [*lines, SMALL] if facts.n_coded < 30 else lines


def _index(facts: BriefFacts) -> str:
    said = f"IIU {report.index(facts.index.now)}, n = {common.number(facts.index.now.n)}"
    return said if facts.index.now.value is None else f"{said}. {common.INDEX_DISCLAIMER}"


def _complaints(facts: BriefFacts) -> str:
    named = [f"{p.title} ({common.number(p.share.n_hits)})" for p in facts.problems[:3]]
    return f"Dikeluhkan: {', '.join(named)}" if named else "Dikeluhkan: tidak ada topik dari daftar"


def changes(facts: BriefFacts) -> list[str]:
    """What differs significantly from the period before; one line says so where nothing does."""
    candidates: list[tuple[str, ChangeFact, str]] = [
        ("Bintang", facts.stars.change.previous, report.change_of_mean(facts.stars.change.previous))
    ]
    for s in facts.sentiment:
        title = f"Teks {SENTIMENT_TITLES[Sentiment(s.id)].lower()}"
        change = s.change.previous
        candidates.append((title, change, report.change_of_share(change)))
    found = [f"{title} {said}" for title, change, said in candidates if change.is_significant]
    return found or ["Dibanding sebelumnya: tidak ada yang berbeda nyata"]


def detail(fact: ShareFact, change: ChangeFact) -> str:
    return f"{report.share_with_n(fact)}; {report.change_of_share(change)}"
