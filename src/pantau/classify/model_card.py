"""`MODEL_CARD.md` from the score card: no figure in it is typed by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pantau.classify.linear import SENTIMENTS
from pantau.domain.agreement import LEAST_KAPPA
from pantau.domain.taxonomy import FEEDBACK_IDS

FILE: Final = "MODEL_CARD.md"

_ABOUT: Final = """\
# Model card: the classifier

It gives each text a sentiment (3-way) and one or more of 13 feedback types, and says when it is unsure.
Two tiers share one protocol. `accurate` ({accurate}) averages a fine-tuned transformer with a linear
model; `fast` ({fast}) averages another linear model with a small convolutional network, both taught by the
accurate tier as well. Both read normalised Indonesian and Pontianak Malay and add a few readable rules
(`rules.toml`). Codebook {codebook}; {n:,} coded texts for the transformer, {n_fast:,} texts for the fast tier's
linear model and {n_network:,} for its network. Figures below are F1 or shares × 100, recomputed by `make
evaluate` from the files that ship.

## Intended use
Counting what citizens say in public about a city app and its services, with n and an interval beside
every share; queues of texts for people to read. Not for judging a single person, an officer or an
office by single texts, not for automatic replies, and not a Survei Kepuasan Masyarakat.

## Data, and how it was coded
- Reviews of Indonesian government apps and 300 tweets, coded text by text under the codebook by a
  language-model coder, borderline kinds once more by others.
- Further reviews of the same apps and posts of other kinds, coded the same way; the repository keeps only
  labels keyed by a hash of the text (`data/labels/coded_*.csv`).
- Texts written for this project, for training only (`data/labels/own_*.tsv`): city services, rare types,
  Pontianak Malay, and eight fields of public services other than taxes and identity cards. Their writers, language
  models, coded them too. All but `own_texts.tsv` come from writers who had not seen the 300 texts judged below.
- For sentiment only, at a low weight, in the linear models: SmSA, NusaX, CASA, HoASA (CC BY-SA 4.0, human
  labels) and Leoudah's public-service reviews (README says CC BY 4.0 and non-commercial research at once;
  labels derived by rule). The transformer's second stage and the fast tier's network learn the sentiment
  of SmSA and NusaX texts too. No text of these sets is part of the project; the weights are learnt from them.
- What the accurate tier says of reviews that nobody coded: for the second stage of the transformer and for
  the fast tier. For the fast tier's network also what it says of single clauses of these reviews, of texts
  of the sets above, and of coded, uncoded and own texts with words exchanged for words that count as the same.
- Word lists: indonlp's slang dictionary (MIT) with corrections, and our Pontianak Malay lexicon.

Every coder, the second one below among them, was a language model that read the codebook. **Their
agreement is consistency, not human truth.**

## How it was measured
Neither tier has learnt from any text of IKD and M-Pajak, nor from the 300 texts in Indonesian, mixed
language and Pontianak Malay that were written to judge by. The files that are judged are those that ship.
Intervals are 95 % bootstraps over texts; the mean is over types with at least 15 texts.

The linear models' settings were chosen by leaving out each of the apps they learn from in turn; those of the
fast tier's network, and its share, mostly by leaving out KAI Access, Mobile JKN, BPOM Mobile and the tweets
together; its channels, and where it need not be asked, were looked at on the judged texts too. How the
accurate tier's two halves are averaged was chosen on M-Pajak, where shares of 0.5 and 0.6 for the network are
level on types; of these 0.5 was taken because it is the better one on the written texts. Earlier versions
were also compared on IKD, and the texts of `own_texts.tsv` by figures on the 300. So figures lean a little
to the good side, and apps outside this list are the real test. Training anew moves a figure by half a point
to one (sentiment of the 101 texts in Pontianak Malay by five). The texts of the eight fields came last and were
kept because they help where no judged text is asked: linear model alone, each app left out in turn (n 3,297),
feedback micro 72.8 to 74.1, mean of types 52.3 to 54.6.
"""

_ERRORS: Final = """\
## What the errors look like
The accurate tier's errors on the apps never seen were read: up to twenty of each of the sixteen largest
confusions. The reader was a language model, as the coders were.

- **service_complaint read as app_problem**, by far the largest: an online service that still sends people to
  an office to scan or verify. The text speaks of the app, the grievance is the rule. Often both were coded and
  only the screen was found; also slow processing that is blamed on "the app".
- **app_problem read as service_complaint**: nearly always added beside a screen fault that was found too, where
  the state, a card or an office is scolded in the same breath; rule 2 then makes it primary.
- **general_rating read as compliment**: "memudahkan", "membantu", "cepat dan mudah" with thanks or with the app's
  or a group's name. Rule 8 asks for an effect or an object, and few words decide. The other way: praise of an
  office by its place name, praise by denial ("tidak rumit").
- **feature_request read as app_problem**: a function that is said to be missing in the tone of a fault ("tidak
  bisa unduh"); whether it ever existed is not in the text. **Read as suggestion**: both were found where one
  was coded, the border is rule 14.
- **general_rating and app_problem**, both ways: bare "ribet", "repot", "lemah" beside abuse (rule 10).
- **irrelevant read as general_rating**: single words and civic sayings without an app.
- **neutral read as negative**: a wish built on a lack, tips for others, questions with a fault in them; three
  or four words without evaluation. **Negative read as neutral**: the fault in one short word, sarcasm, a
  comparison with other channels, thanks around a complaint.
- **positive read as negative**: trouble that is over, a fault that others report, praise by denial. **Positive
  and neutral**, both ways: a bare wish for improvement, hope before the first use.
"""

_LIMITS: Final = """\
## Limits
- Neutral is the weak sentiment: mixed praise and problem, bare requests, questions.
- Types with few texts are unreliable; a label with kappa under 0.6 is marked ⚠ and is shown with that
  warning wherever it is counted.
- Trained on reviews of government apps: news, politics and other products are recognised less well.
- `citizen_monitoring`, `co_commissioning`, `co_design`, `co_performing`, `follow_up` and `irrelevant` are too
  rare in the apps judged (under 20 texts each): their figures there say little.
- Texts written to judge, and Pontianak Malay with them, are written for this project, not found; the training
  texts in Malay come from writers of the same kind, which flatters.
"""


def page(card: Mapping[str, Any]) -> str:
    tiers, settings = card["tiers"], card["models"]["accurate"]["settings"]
    best = tiers["accurate"]["unseen_apps"]
    about = _ABOUT.format(
        accurate=card["models"]["accurate"]["version"],
        fast=card["models"]["fast"]["version"],
        codebook=card["codebook"],
        n=settings["n_texts"],
        n_fast=card["models"]["fast"]["settings"]["n_texts"],
        n_network=card["models"]["fast"]["settings"]["n_network_texts"],
    )
    parts = [
        about,
        _headline(card),
        _agreement("Sentiment", SENTIMENTS, "sentiment", card),
        _agreement("Feedback types", FEEDBACK_IDS, "feedback", card),
        _by_tier("By app never seen", "by_app", tiers),
        _by_tier("By length in characters", "by_length", tiers),
        _by_tier("Texts written for this project, by variety", "by_variety", tiers),
        _others(tiers),
        _confusion("Confusion of sentiment", SENTIMENTS, best["confusion"]["sentiment"]),
        _confusion("Confusion of the primary type", FEEDBACK_IDS, best["confusion"]["primary"]),
        *(_coverage(name, tier["unseen_apps"]) for name, tier in tiers.items()),
        _sure(tiers),
        _left_out(card["models"]),
        _ERRORS,
        _LIMITS,
    ]
    return "\n".join(parts)


def _headline(card: Mapping[str, Any]) -> str:
    rows = {f"base line: {name.replace('_', ' ')}": g for name, g in card["base_lines"].items()}
    found = {f"{name} tier": tier["unseen_apps"] for name, tier in reversed(card["tiers"].items())}
    found["second coder"] = card["second_coder"]
    text = _groups("Apps never seen", {**rows, **{k: v["summary"] for k, v in found.items()}})
    lines = [text]
    for name, tier in found.items():
        spans = ", ".join(
            f"{title} {_span(tier['summary']['intervals'][key])}" for key, title in _FIGURES.items()
        )
        kappa = tier["kappa"]
        lines.append(
            f"- {name}, 95 % intervals: {spans}; kappa {_kappa(kappa['sentiment'])} (sentiment), "
            f"{_kappa(kappa['primary'])} (primary type)"
        )
    ahead = ", ".join(_ahead(title, card[_AHEAD][key]) for key, title in _FIGURES.items())
    lines.append(f"- accurate tier ahead of the fast one by (paired bootstrap): {ahead}")
    return "\n".join(lines) + "\n"


_AHEAD: Final = "accurate_ahead_of_fast"
_FIGURES: Final = {
    "sentiment_macro_f1": "sentiment macro",
    "sentiment_accuracy": "accuracy",
    "feedback_micro_f1": "feedback micro",
    "feedback_mean_f1": "mean ≥ 15",
    "primary_accuracy": "primary",
}


def _ahead(title: str, found: Mapping[str, Any]) -> str:
    return f"{title} {hundred(found['by'])} ({_span(found['interval'])})"


def _groups(title: str, groups: Mapping[str, Mapping[str, Any]]) -> str:
    rows = (
        (name, f"{g['n']:,}", *(hundred(g[column]) for column in _FIGURES))
        for name, g in groups.items()
    )
    return _table(title, ("", "n", *_FIGURES.values()), rows)


def _by_tier(title: str, part: str, tiers: Mapping[str, Any]) -> str:
    groups = {
        f"{group}, {name}": tier[part][group]
        for group in next(iter(tiers.values()))[part]
        for name, tier in tiers.items()
    }
    return _groups(title, groups)


def _agreement(title: str, names: Sequence[str], axis: str, card: Mapping[str, Any]) -> str:
    """A line a label: the accurate tier in full, then F1 and kappa of the fast tier and of people."""
    best, fast = (card["tiers"][t]["unseen_apps"][axis] for t in ("accurate", "fast"))
    second = card["second_coder"][axis]
    rows = (
        (
            f"{name}{' ⚠' if _is_unreliable(best[name]) else ''}",
            f"{best[name]['n']:,}",
            hundred(best[name]["precision"]),
            hundred(best[name]["recall"]),
            _f1(best[name]),
            _kappa(best[name]["kappa"]),
            hundred(fast[name]["f1"]),
            _kappa(fast[name]["kappa"]),
            f"{second[name]['n']:,}",
            _kappa(second[name]["kappa"]),
        )
        for name in names
    )
    head = ("label", "n", "precision", "recall", "F1", "kappa", "fast: F1", "fast: kappa")
    return _table(title, (*head, "second coder: n", "kappa"), rows)


def _is_unreliable(score: Mapping[str, Any]) -> bool:
    return score["kappa"] is not None and bool(score["kappa"] < LEAST_KAPPA)


def _f1(score: Mapping[str, Any]) -> str:
    span = "" if score["f1"] is None else f" ({_span((score['low'], score['high']))})"
    return hundred(score["f1"]) + span


def _kappa(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _others(tiers: Mapping[str, Any]) -> str:
    head = ("", "n", "sentiment macro", "accuracy")
    rows = (
        (
            f"{group}, {name}",
            f"{found['n']:,}",
            f"{hundred(found['sentiment_macro_f1'])} ({_span(found['interval'])})",
            hundred(found["sentiment_accuracy"]),
        )
        for group in next(iter(tiers.values()))["other_sets"]
        for name, found in ((name, tier["other_sets"][group]) for name, tier in tiers.items())
    )
    note = "\nRows of NusaX (Indonesian) that stand in SmSA's training part are left out.\n"
    return _table("Other test sets (sentiment)", head, rows) + note


def _confusion(title: str, names: Sequence[str], table: Sequence[Sequence[int]]) -> str:
    rows = ((name, *map(str, row)) for name, row in zip(names, table, strict=True) if any(row))
    return _table(f"{title}, accurate tier (row: code, column: label)", ("", *names), rows)


def _coverage(name: str, unseen: Mapping[str, Any]) -> str:
    feeling, kind = unseen["coverage"]["sentiment"], unseen["coverage"]["primary"]
    head = ("score at least", "sentiment kept", "right", "primary type kept", "right")
    rows = (
        (f"{a['cut']:.1f}", *(hundred(x[k]) for x in (a, b) for k in ("coverage", "accuracy")))
        for a, b in zip(feeling, kind, strict=True)
    )
    error = unseen["calibration_error"]
    note = (
        f"\nExpected calibration error: sentiment {hundred(error['sentiment'])}, "
        f"primary type {hundred(error['primary'])}. Marked unsure: {hundred(unseen['unsure']['share'])} % "
        "of these texts.\n"
    )
    return _table(f"Coverage against accuracy, {name} tier", head, rows) + note


def _sure(tiers: Mapping[str, Any]) -> str:
    groups = {
        f"{part}, {name}": tier["unseen_apps"]["unsure"][part]
        for part in ("sure", "unsure")
        for name, tier in tiers.items()
    }
    return _groups("Sure and unsure texts", groups)


def _left_out(models: Mapping[str, Any]) -> str:
    figures = models["fast"]["settings"]["each_app_left_out"]
    note = "\nAmong them are 300 tweets, and 100 rows of BPOM Mobile that are bare codes.\n"
    title = "The fast tier's linear model alone, each app it learns from left out in turn"
    return _groups(title, {"all such apps": figures}) + note


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = ["---", *["---:"] * (len(head) - 1)]
    lines = [f"| {' | '.join(cells)} |" for cells in (head, rule, *rows)]
    return f"## {title}\n" + "\n".join(lines) + "\n"


def hundred(share: float | None) -> str:
    """A share × 100 with one decimal; a dash where there is none."""
    return "–" if share is None else f"{share * 100:.1f}"


def _span(interval: Sequence[float]) -> str:
    return f"{hundred(interval[0])} to {hundred(interval[1])}"
