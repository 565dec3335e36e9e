"""The codebook as data: feedback types, their order and modes, and the three sentiments.

Source: codebook 1.1 of this project (docs/kodebuk.md); the four Co's are Loeffler (2021),
Co-Production of Public Services and Outcomes, chapter 3, doi 10.1007/978-3-030-55509-2_3.
Titles shown to readers stand here because they are part of the codebook.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

CODEBOOK_VERSION = "1.1"


class Sentiment(StrEnum):
    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


SENTIMENT_TITLES = {
    Sentiment.NEGATIVE: "Negatif",
    Sentiment.NEUTRAL: "Netral",
    Sentiment.POSITIVE: "Positif",
}


class Mode(StrEnum):
    """Which of the four Co's a text belongs to; `NONE` for what isn't citizens' participation."""

    CO_ASSESSMENT = "co_assessment"
    CO_DELIVERY = "co_delivery"
    CO_DESIGN = "co_design"
    CO_COMMISSIONING = "co_commissioning"
    NONE = "none"


MODE_TITLES = {
    Mode.CO_ASSESSMENT: "Penilaian bersama (co-assessment)",
    Mode.CO_DELIVERY: "Pelaksanaan bersama (co-delivery)",
    Mode.CO_DESIGN: "Perancangan bersama (co-design)",
    Mode.CO_COMMISSIONING: "Penentuan prioritas bersama (co-commissioning)",
    Mode.NONE: "Di luar partisipasi",
}


@dataclass(frozen=True, slots=True)
class FeedbackType:
    """One of the 13 types of axis A. `stands_alone`: used only where nothing else applies (rule 1)."""

    id: str
    title: str
    mode: Mode
    stands_alone: bool = False


# In the order of codebook rule 2: the first that applies is the primary type.
FEEDBACK_TYPES: tuple[FeedbackType, ...] = (
    FeedbackType("follow_up", "Tanggapan atas tindak lanjut", Mode.CO_ASSESSMENT),
    FeedbackType("service_complaint", "Keluhan layanan", Mode.CO_ASSESSMENT),
    FeedbackType("app_problem", "Masalah aplikasi", Mode.CO_ASSESSMENT),
    FeedbackType("citizen_monitoring", "Pemantauan warga", Mode.CO_ASSESSMENT),
    FeedbackType("suggestion", "Saran perbaikan", Mode.CO_ASSESSMENT),
    FeedbackType("feature_request", "Permintaan fitur", Mode.CO_DESIGN),
    FeedbackType("question", "Pertanyaan", Mode.CO_ASSESSMENT),
    FeedbackType("compliment", "Apresiasi", Mode.CO_ASSESSMENT),
    FeedbackType("co_commissioning", "Prioritas dan anggaran", Mode.CO_COMMISSIONING),
    FeedbackType("co_design", "Gagasan bersama", Mode.CO_DESIGN),
    FeedbackType("co_performing", "Dukungan warga", Mode.CO_DELIVERY),
    FeedbackType("general_rating", "Penilaian umum", Mode.CO_ASSESSMENT, stands_alone=True),
    FeedbackType("irrelevant", "Tidak relevan", Mode.NONE, stands_alone=True),
)
FEEDBACK_IDS: tuple[str, ...] = tuple(t.id for t in FEEDBACK_TYPES)
FEEDBACK_BY_ID = {t.id: t for t in FEEDBACK_TYPES}
# What a citizen reports as not working, in the app or behind it.
PROBLEM_TYPES = frozenset({"app_problem", "service_complaint"})
# Participation beyond feedback; feature_request is counted apart as a border case.
BEYOND_FEEDBACK = frozenset({"co_performing", "co_design", "co_commissioning"})


def ordered(types: Iterable[str]) -> tuple[str, ...]:
    """Types, primary first, under codebook rules 1 and 2; unknown ids raise `KeyError`."""
    chosen = {FEEDBACK_BY_ID[t].id for t in types}
    joint = [i for i in FEEDBACK_IDS if i in chosen and not FEEDBACK_BY_ID[i].stands_alone]
    return tuple(joint) if joint else tuple(i for i in FEEDBACK_IDS if i in chosen)[:1]


def mode_of(types: Iterable[str]) -> Mode:
    """The one mode of a text (axis D): the furthest from mere assessment that its types reach.

    Deep forms are rare and are what the monitor looks for, so any of them outranks
    co-assessment; among them co-commissioning, then co-design, then co-delivery.
    """
    modes = {FEEDBACK_BY_ID[t].mode for t in types}
    rank = (Mode.CO_COMMISSIONING, Mode.CO_DESIGN, Mode.CO_DELIVERY, Mode.CO_ASSESSMENT)
    return next((m for m in rank if m in modes), Mode.NONE)
