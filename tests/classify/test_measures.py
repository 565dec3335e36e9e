from __future__ import annotations

import math

import numpy as np
import pytest

from pantau.classify import measures

TRUTH = np.array([[1, 0], [1, 1], [0, 1], [0, 0]], np.bool_)
GUESS = np.array([[1, 0], [0, 1], [0, 1], [1, 0]], np.bool_)


def test_micro_f1_counts_over_all_labels_at_once() -> None:
    assert measures.micro_f1(TRUTH, GUESS) == pytest.approx(2 * 3 / (4 + 4))


def test_mean_f1_leaves_out_labels_with_too_few_texts() -> None:
    rare = np.column_stack([TRUTH, [True, False, False, False]])
    guess = np.column_stack([GUESS, np.zeros(4, np.bool_)])
    assert measures.mean_f1(rare, guess, least=2) == pytest.approx((0.5 + 1) / 2)
    assert math.isnan(measures.mean_f1(rare, guess, least=9))


def test_a_label_never_given_has_no_precision_and_no_f1() -> None:
    score = measures.score(TRUTH[:, 0], np.zeros(4, np.bool_))
    assert (score.precision, score.recall, score.f1) == (0.0, 0.0, 0.0)


def test_kappa_is_nothing_for_chance_and_one_for_full_agreement() -> None:
    one = np.array([0, 1, 0, 1])
    assert measures.kappa(one, one) == 1.0
    assert measures.kappa(one, np.array([0, 0, 1, 1])) == pytest.approx(0.0)
    assert measures.kappa(np.zeros(3), np.zeros(3)) == 1.0


def test_the_interval_holds_the_figure_and_is_the_same_each_time() -> None:
    random = np.random.default_rng(1)
    truth = random.random((200, 1)) < 0.5
    guess = truth ^ (random.random((200, 1)) < 0.2)
    low, high = measures.interval(truth, guess, measures.micro_f1)
    assert low < measures.micro_f1(truth, guess) < high
    assert (low, high) == measures.interval(truth, guess, measures.micro_f1)


def test_confusion_has_codes_in_rows() -> None:
    assert measures.confusion(np.array([0, 0, 1]), np.array([0, 1, 1]), 2) == [[1, 1], [0, 1]]


def test_calibration_error_is_the_gap_between_said_and_true() -> None:
    likely = np.array([0.9, 0.9, 0.9, 0.9])
    assert measures.calibration_error(likely, np.array([1, 1, 0, 0])) == pytest.approx(0.4)


def test_coverage_keeps_what_reaches_the_cut() -> None:
    rows = measures.coverage(np.array([0.9, 0.4]), np.array([True, False]), (0.0, 0.5, 0.95))
    assert [(r["coverage"], r["accuracy"]) for r in rows[:2]] == [(1.0, 0.5), (0.5, 1.0)]
    assert math.isnan(rows[2]["accuracy"])
