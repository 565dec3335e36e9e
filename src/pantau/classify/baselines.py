"""What any model must beat: the most frequent label, a word list, and a plain linear model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pantau.classify.data import Example
from pantau.classify.fit import SEED, Index
from pantau.classify.linear import N_SENTIMENTS, SENTIMENTS
from pantau.domain.taxonomy import FEEDBACK_IDS

Guess = tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]  # sentiment index, types

_POSITIVE: Final = (
    "bagus baik mantap membantu mudah mempermudah memudahkan cepat keren suka senang puas praktis "
    "lancar hebat bermanfaat berguna terbaik sukses terima alhamdulillah ramah oke 👍 🙏 ❤"
)
_NEGATIVE: Final = (
    "tidak belum jelek buruk error lemot susah sulit gagal ribet parah kecewa payah sampah lambat "
    "bug rusak mempersulit menyusahkan percuma salah ruwet hilang kacau bodoh tolol aneh 👎 😡"
)
_TYPE_WORDS: Final = {
    "follow_up": "lapor laporan ditanggapi dibalas direspon",
    "service_complaint": "petugas pelayanan kantor antrean pegawai kuota calo",
    "app_problem": "error gagal login otp lemot loading bug tidak masuk daftar verifikasi",
    "suggestion": "sebaiknya mohon semoga harusnya saran",
    "feature_request": "tambahkan tambahin fitur adakan sediakan",
    "question": "? bagaimana apakah kapan gimana",
    "compliment": "mempermudah memudahkan membantu terima",
    "citizen_monitoring": "tanggal jam",
}


def majority(rows: int, types: npt.NDArray[np.bool_], sentiment: Index) -> Guess:
    """Always the most frequent sentiment and the most frequent type."""
    label = int(np.bincount(sentiment, minlength=N_SENTIMENTS).argmax())
    guess = np.zeros((rows, len(FEEDBACK_IDS)), np.bool_)
    guess[:, types.sum(axis=0).argmax()] = True
    return np.full(rows, label), guess


def word_list(normal: Sequence[str]) -> Guess:
    """Counts of good and bad words; a type where one of its words stands."""
    sentiment = np.array([_leaning(text.split()) for text in normal])
    words = {FEEDBACK_IDS.index(t): frozenset(w.split()) for t, w in _TYPE_WORDS.items()}
    guess = np.zeros((len(normal), len(FEEDBACK_IDS)), np.bool_)
    for row, text in enumerate(normal):
        tokens = text.split()
        for column, telling in words.items():
            guess[row, column] = not telling.isdisjoint(tokens)
    guess[~guess.any(axis=1), FEEDBACK_IDS.index("general_rating")] = True
    return sentiment, guess


def _leaning(tokens: Sequence[str]) -> int:
    lists = (frozenset(words.split()) for words in (_POSITIVE, _NEGATIVE))
    good, bad = (sum(t in words for t in tokens) for words in lists)
    name = "positive" if good > bad else "negative" if bad > good else "neutral"
    return SENTIMENTS.index(name)


def plain_linear(known: Sequence[Example], asked: Sequence[Example]) -> Guess:
    """Word unigrams and bigrams of the raw text, TF-IDF, one support vector machine per label."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    vectors = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    rows = vectors.fit_transform([e.text for e in known])
    wanted = vectors.transform([e.text for e in asked])

    def guesses(truth: Sequence[object]) -> Any:
        model = LinearSVC(C=0.3, class_weight="balanced", tol=0.05, random_state=SEED)
        return model.fit(rows, truth).predict(wanted)

    sentiment = guesses([SENTIMENTS.index(e.sentiment) for e in known])
    types = np.zeros((len(asked), len(FEEDBACK_IDS)), np.bool_)
    for column, name in enumerate(FEEDBACK_IDS):
        truth = [name in e.types for e in known]
        if any(truth):
            types[:, column] = guesses(truth)
    return np.asarray(sentiment), types
