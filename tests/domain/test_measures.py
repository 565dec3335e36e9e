from __future__ import annotations

import math
import random
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pantau.domain.agreement import cohens_kappa, krippendorffs_alpha
from pantau.domain.distributions import incomplete_beta, t_quantile, t_two_sided
from pantau.domain.measures import (
    Change,
    Index,
    Interval,
    Mean,
    Share,
    Withheld,
    change,
    judged,
    p_of_change,
)
from pantau.domain.significance import benjamini_hochberg, fisher_exact, poisson_exact, welch

untimed = settings(deadline=None, max_examples=60)
counts = st.integers(0, 400)
close = {"rel": 1e-7, "abs": 1e-10}


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, int, int, int]:
    n_a, n_b = draw(st.integers(1, 300)), draw(st.integers(1, 300))
    return draw(st.integers(0, n_a)), n_a, draw(st.integers(0, n_b)), n_b


@untimed
@given(st.integers(1, 5000), st.data())
def test_wilson_matches_scipy(n: int, data: st.DataObject) -> None:
    stats = pytest.importorskip("scipy.stats")
    hit = data.draw(st.integers(0, n))
    theirs = stats.binomtest(hit, n).proportion_ci(method="wilson")
    ours = Share(hit, n).interval
    assert ours is not None
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), **close)


@untimed
@given(tables())
def test_a_share_lies_within_its_interval_and_within_bounds(
    table: tuple[int, int, int, int],
) -> None:
    share = Share(*table[:2])
    assert share.interval is not None
    assert share.value is not None
    assert 0 <= share.interval.low <= share.value <= share.interval.high <= 1


def test_nothing_of_nothing_has_no_share() -> None:
    assert (Share(0, 0).value, Share(0, 0).interval) == (None, None)
    with pytest.raises(ValueError, match="3 of 2"):
        Share(3, 2)


@untimed
@given(st.lists(st.integers(1, 5), min_size=2, max_size=60))
def test_a_mean_and_its_interval_match_scipy(stars: list[int]) -> None:
    stats = pytest.importorskip("scipy.stats")
    mean = Mean.of_counts({s: stars.count(s) for s in range(1, 6)})
    assert (mean.n, mean.value) == (len(stars), pytest.approx(sum(stars) / len(stars)))
    if len(set(stars)) == 1:
        assert mean.interval is None
        return
    low, high = stats.t.interval(0.95, len(stars) - 1, mean.value, stats.sem(stars))
    assert mean.interval is not None
    assert (mean.interval.low, mean.interval.high) == pytest.approx((low, high))


def test_one_value_has_a_mean_but_no_interval() -> None:
    assert Mean.of_counts({4: 1}) == Mean(1, 4.0, None)
    assert Mean.of_counts({4: 1}).interval is None
    assert Mean.of_counts({}) == Mean(0, None, None)


@untimed
@given(st.floats(0.01, 200), st.floats(0.5, 500))
def test_the_t_distribution_matches_scipy(t: float, df: float) -> None:
    stats = pytest.importorskip("scipy.stats")
    assert t_two_sided(t, df) == pytest.approx(2 * stats.t.sf(t, df), **close)


@untimed
@given(st.integers(1, 2_000_000))
def test_the_t_quantile_matches_scipy(df: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    assert t_quantile(df) == pytest.approx(stats.t.ppf(0.975, df), rel=1e-9)


@untimed
@given(st.floats(0.1, 50), st.floats(0.1, 50), st.floats(0, 1))
def test_the_incomplete_beta_matches_scipy(a: float, b: float, x: float) -> None:
    special = pytest.importorskip("scipy.special")
    assert incomplete_beta(a, b, x) == pytest.approx(special.betainc(a, b, x), **close)


@untimed
@given(tables())
def test_fisher_matches_scipy_and_is_symmetric(table: tuple[int, int, int, int]) -> None:
    stats = pytest.importorskip("scipy.stats")
    a, n_a, b, n_b = table
    theirs = stats.fisher_exact([[a, n_a - a], [b, n_b - b]]).pvalue
    assert fisher_exact(*table) == pytest.approx(theirs, **close)
    assert fisher_exact(b, n_b, a, n_a) == pytest.approx(theirs, **close)


def test_fisher_on_a_million_is_quick_and_right() -> None:
    stats = pytest.importorskip("scipy.stats")
    table = (250_400, 500_000, 249_500, 500_000)
    theirs = stats.chi2_contingency([[250_400, 249_600], [249_500, 250_500]]).pvalue
    assert fisher_exact(*table) == pytest.approx(theirs, rel=0.01)


@untimed
@given(st.integers(0, 200), st.integers(0, 200), st.integers(1, 400), st.integers(1, 400))
def test_the_poisson_test_matches_the_binomial_of_scipy(a: int, b: int, s: int, t: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    theirs = stats.binomtest(a, a + b, s / (s + t)).pvalue if a + b else 1.0
    assert poisson_exact(a, s, b, t) == pytest.approx(theirs, rel=1e-6, abs=1e-10)


def test_a_rate_needs_time() -> None:
    with pytest.raises(ValueError, match="above zero"):
        poisson_exact(1, 0, 1, 5)


@untimed
@given(
    st.lists(st.integers(1, 5), min_size=2, max_size=40),
    st.lists(st.integers(1, 5), min_size=2, max_size=40),
)
def test_welch_matches_scipy(a: list[int], b: list[int]) -> None:
    stats = pytest.importorskip("scipy.stats")
    x, y = (Mean.of_counts({s: v.count(s) for s in range(1, 6)}) for v in (a, b))
    if len(set(a)) == len(set(b)) == 1:
        assert p_of_change(x, y) == (1.0 if a[0] == b[0] else 0.0)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        theirs = stats.ttest_ind(a, b, equal_var=False).pvalue
    assert p_of_change(x, y) == pytest.approx(theirs, **close)


@untimed
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_benjamini_hochberg_matches_scipy(p_values: list[float]) -> None:
    stats = pytest.importorskip("scipy.stats")
    assert benjamini_hochberg(p_values) == pytest.approx(
        list(stats.false_discovery_control(p_values)), abs=1e-12
    )


def test_no_comparisons_need_no_correction() -> None:
    assert benjamini_hochberg([]) == []


@untimed
@given(counts, counts, counts)
def test_the_index_follows_its_formula_and_stays_within_bounds(
    n_pos: int, n_neu: int, n_neg: int
) -> None:
    index = Index(n_pos, n_neu, n_neg)
    if index.n < 30:
        assert (index.value, index.interval) == (None, None)
        assert index.withheld is (Withheld.TOO_FEW_TEXTS if index.n else Withheld.NO_TEXTS)
        return
    assert index.value == pytest.approx(50 * (1 + (n_pos - n_neg) / index.n))
    assert index.interval is not None
    assert 0 <= index.interval.low <= index.value + 1e-9
    assert index.value - 1e-9 <= index.interval.high <= 100


def test_texts_all_alike_are_no_certainty() -> None:
    all_good = Index(30, 0, 0)
    assert all_good.value == 100
    assert all_good.interval is not None
    assert all_good.interval.low == pytest.approx(88.65, abs=0.01)
    assert all_good.interval.high == 100
    neutral = Index(0, 40, 0).interval
    assert neutral is not None
    assert neutral.low < 50 < neutral.high


def test_an_interval_is_clipped_on_both_sides() -> None:
    assert Interval(-3, 104).clipped(0, 100) == Interval(0, 100)


def test_a_clear_difference_is_named_and_noise_is_called_noise() -> None:
    assert change(Share(80, 100), Share(40, 100)) is Change.RISEN
    assert change(Share(40, 100), Share(80, 100)) is Change.FALLEN
    assert change(Share(5, 12), Share(4, 12)) is Change.WITHIN_NOISE
    assert change(Index(80, 10, 10), Index(10, 10, 80)) is Change.RISEN
    assert change(Mean.of_counts({1: 50, 2: 9}), Mean.of_counts({5: 50, 4: 9})) is Change.FALLEN


def test_too_little_to_compare_is_said() -> None:
    assert change(Share(0, 0), Share(1, 2)) is Change.UNTESTED
    assert change(Index(10, 0, 0), Index(80, 10, 10)) is Change.UNTESTED
    assert change(Mean.of_counts({5: 1}), Mean.of_counts({1: 40, 2: 2})) is Change.UNTESTED
    assert judged(Share(80, 100), Share(40, 100), 0.2) is Change.WITHIN_NOISE


def test_a_share_is_not_compared_with_a_mean() -> None:
    with pytest.raises(TypeError, match="share"):
        change(Share(1, 2), Mean(3, 1.0, 1.0))


def test_kappa_of_the_textbook_example() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 0.7, expected 0.5.
    first = ["y"] * 25 + ["n"] * 25
    second = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    assert cohens_kappa(first, second) == pytest.approx(0.4)
    assert cohens_kappa(["a"], ["a"]) is None
    assert cohens_kappa([], []) is None
    with pytest.raises(ValueError, match="1 items"):
        cohens_kappa(["a"], [])


def test_alpha_of_krippendorffs_own_example() -> None:
    # Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, part C: nominal 0.743.
    coders = (
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    )
    rows = [[None if c == "." else c for c in line.split()] for line in coders]
    units = list(zip(*rows, strict=True))
    assert krippendorffs_alpha(units) == pytest.approx(0.743, abs=0.0005)


def test_alpha_needs_something_that_could_differ() -> None:
    assert krippendorffs_alpha([["a", "a"], ["a", "a"]]) is None
    assert krippendorffs_alpha([["a", None]]) is None
    assert krippendorffs_alpha([["a", "a"], ["b", "b"]]) == 1.0


def test_alpha_of_random_codes_is_near_zero() -> None:
    dice = random.Random(7)
    units = [[dice.choice("abc"), dice.choice("abc")] for _ in range(5000)]
    alpha = krippendorffs_alpha(units)
    assert alpha is not None
    assert math.isclose(alpha, 0, abs_tol=0.05)


def test_welch_of_equal_constants_sees_no_difference() -> None:
    assert welch(3, 0, 5, 3, 0, 9) == 1.0
