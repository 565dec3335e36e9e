from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pantau.classify import rules
from pantau.classify.decide import types_of
from pantau.domain.taxonomy import FEEDBACK_IDS
from pantau.errors import ModelError

_RULE = '[[rule]]\ntype = "co_design"\nweight = 0.5\ngroups = [["ikut", "siap"], ["uji"]]\nnone_of = ["bukan"]\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rules.toml"


def test_a_rule_needs_a_word_of_every_group_and_none_of_the_others(path: Path) -> None:
    path.write_text(_RULE)
    texts = ["saya siap ikut uji", "saya siap", "bukan siap uji", ""]
    added = rules.boosts(rules.load(path), [text.split() for text in texts])
    column = FEEDBACK_IDS.index("co_design")
    assert added[:, column].tolist() == [0.5, 0.0, 0.0, 0.0]
    assert added.sum() == 0.5


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("= 3", "line 1"),
        (_RULE.replace("co_design", "co_everything"), "rule 1: type"),
        (_RULE.replace("0.5", '"viel"'), "rule 1: weight"),
        (_RULE + "colour = 1\n", "rule 1: unknown key 'colour'"),
    ],
)
def test_a_faulty_rules_file_is_refused(path: Path, content: str, reason: str) -> None:
    path.write_text(content)
    with pytest.raises(ModelError, match=rf"rules\.toml.*{reason}"):
        rules.load(path)


def test_stand_alone_types_give_way_and_every_text_gets_a_type() -> None:
    margins = np.full((3, len(FEEDBACK_IDS)), -1.0, np.float32)
    rating, problem = FEEDBACK_IDS.index("general_rating"), FEEDBACK_IDS.index("app_problem")
    margins[0, [rating, problem]] = 0.9, 0.1
    margins[1, rating] = 0.2
    margins[2, problem] = -0.3
    chosen = [np.flatnonzero(row).tolist() for row in types_of(margins)]
    assert chosen == [[problem], [rating], [problem]]
