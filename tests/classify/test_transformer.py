"""The network of the accurate and own tiers at run time."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import numpy.typing as npt
import pytest

from pantau.classify import manifest, tiers, transformer
from pantau.classify.base import LABEL_SCHEMA
from pantau.classify.transformer import HEADS, Outputs, Transformer, by_length, occlusion
from pantau.domain.taxonomy import CODEBOOK_VERSION
from pantau.errors import ModelError

MODEL = Path(__file__).parents[2] / "data" / "model"
NEGATIVE, APP_PROBLEM = HEADS.index("negative"), HEADS.index("app_problem")
ODD_TEXTS = [
    "", "   ", "👍👍", "a", "kata " * 2_000, "これは日本語です", "&lt;b&gt;bagus&amp;", "\u200b\u200d",
    "12345", "<pad><mask></s>", "\x00\x01", "𝕊𝕒𝕟𝕪𝕒𝕥", "\ud83d",
]  # fmt: skip


class WordTokenizer:
    """One token a word: its length; `<s>` is 0. Stands in for the real one."""

    def encode_batch(self, texts: list[str]) -> list[SimpleNamespace]:
        return [SimpleNamespace(ids=[0, *map(len, text.split())]) for text in texts]

    def token_to_id(self, token: str) -> int | None:
        return 1 if token == "<pad>" else None


@dataclass
class LongWordsAreBad:
    """A session whose first outputs rise with the number of words of six letters."""

    n_outputs: int
    batches: list[npt.NDArray[np.int64]] = field(default_factory=list)

    def get_inputs(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(name=n, type="tensor(int64)") for n in ("ids", "mask")]

    def run(
        self, _: None, feed: Mapping[str, npt.NDArray[np.int64]]
    ) -> list[npt.NDArray[np.float32]]:
        self.batches.append(feed["ids"])
        logits = np.zeros((len(feed["ids"]), self.n_outputs), np.float32)
        logits[:, 0] = ((feed["ids"] == 6) & (feed["mask"] == 1)).sum(axis=1)
        return [logits]


def network(
    session: LongWordsAreBad, labels: Sequence[str] = HEADS, max_tokens: int = 112
) -> Transformer:
    outputs = Outputs.of(labels, Path("manifest.json"))
    return Transformer(session, WordTokenizer(), outputs, max_tokens)  # type: ignore[arg-type]


def test_sentiments_share_one_and_types_stand_each_for_itself() -> None:
    found = network(LongWordsAreBad(16)).probabilities(["halaman rusak", "di"])
    assert found[:, :3].sum(axis=1) == pytest.approx([1.0, 1.0])
    assert found[0, 3:] == pytest.approx([0.5] * 13)


def test_a_text_that_is_repeated_is_computed_once() -> None:
    session = LongWordsAreBad(16)
    found = network(session).probabilities(["bagus"] * 40 + ["jelek sekali"])
    assert sum(len(batch) for batch in session.batches) == 2
    assert found.shape == (41, 16)


def test_rows_come_back_in_the_order_of_the_texts() -> None:
    texts = ["jalan", "pohon " + "berapa " * 3, "berapa", "x"]
    found = network(LongWordsAreBad(16)).probabilities(texts)[:, NEGATIVE]
    assert found.argsort().tolist()[-2:] == [2, 1]


def test_no_text_gives_no_row() -> None:
    assert network(LongWordsAreBad(16)).probabilities([]).shape == (0, 16)


def test_a_long_text_keeps_its_beginning_and_its_end() -> None:
    session = LongWordsAreBad(16)
    network(session, max_tokens=40).probabilities(["a " + "bb " * 200 + "ccc"])
    (batch,) = session.batches
    assert batch.shape == (1, 40)
    assert (batch[0, 1], batch[0, -1]) == (1, 3)


def test_batches_are_of_like_lengths_and_bounded() -> None:
    lengths = [100] * 70 + [5] * 70
    cut = list(by_length(lengths))
    assert sorted(i for batch in cut for i in batch) == list(range(140))
    assert max(len(batch) * max(lengths[i] for i in batch) for batch in cut) <= 2_048


def test_heads_that_an_own_network_lacks_are_not_made_up() -> None:
    found = network(LongWordsAreBad(4), ["negative", "neutral", "positive", "-"])
    row = found.probabilities(["berapa"])[0]
    assert not np.isnan(row[:3]).any()
    assert np.isnan(row[3:]).all()


def test_an_own_label_that_the_codebook_lacks_is_named() -> None:
    with pytest.raises(ModelError, match="'angry'"):
        Outputs.of(["angry"], Path("manifest.json"))


def test_half_of_the_sentiments_is_refused() -> None:
    with pytest.raises(ModelError, match=r"manifest\.json: labels name all of"):
        Outputs.of(["negative", "app_problem"], Path("manifest.json"))


def test_the_word_that_matters_weighs_most_in_an_explanation() -> None:
    weights = occlusion(network(LongWordsAreBad(16)), "jalan rusaks itu", ["negative"])
    assert [w.ngram for w in weights] == ["jalan", "rusaks", "itu"]
    assert max(weights, key=lambda w: w.weight).ngram == "rusaks"


def test_an_empty_text_has_no_words_to_explain() -> None:
    assert occlusion(network(LongWordsAreBad(16)), " ", ["negative"]) == []


def own_folder(folder: Path, model: bytes, labels: Sequence[str] = HEADS) -> Path:
    """An operator's folder: the shipped tokenizer beside `model`, checksums as they are."""
    shutil.copy(MODEL / "accurate" / "tokenizer.json", folder / "tokenizer.json")
    (folder / "model.onnx").write_bytes(model)
    files = {n: manifest.sha256(folder / n) for n in ("model.onnx", "tokenizer.json")}
    settings = {"labels": list(labels)}
    entry = manifest.Tier("contoh", "1", CODEBOOK_VERSION, files, settings)
    manifest.write(folder, "own", entry)
    return folder


@pytest.fixture(scope="module")
def shipped() -> Transformer:
    return transformer.load(MODEL, manifest.read(MODEL, "accurate"))


def test_the_shipped_network_tells_praise_from_a_fault(shipped: Transformer) -> None:
    texts = ["aplikasi error terus tidak bisa login", "mantap, terima kasih sangat membantu"]
    fault, praise = shipped.probabilities(texts)
    assert fault[NEGATIVE] > 0.7 > 0.3 > praise[NEGATIVE]
    assert fault[APP_PROBLEM] > 0.5 > praise[APP_PROBLEM]


def test_a_text_scores_alone_as_it_does_in_a_batch(shipped: Transformer) -> None:
    texts = ["kode OTP tidak masuk", "bagus", "bagaimana cara mengganti nomor HP saya ya min?"]
    alone = np.concatenate([shipped.probabilities([text]) for text in texts])
    assert shipped.probabilities(texts) == pytest.approx(alone, abs=1e-4)


def test_no_text_is_too_odd(shipped: Transformer) -> None:
    found = shipped.probabilities(ODD_TEXTS)
    assert found.shape == (len(ODD_TEXTS), 16)
    assert np.isfinite(found).all()


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "linear.npz"])
@pytest.mark.parametrize("kept", [0.0, 0.5])
def test_a_shipped_file_that_was_cut_off_is_named(tmp_path: Path, name: str, kept: float) -> None:
    shutil.copy(MODEL / manifest.FILE, tmp_path)
    shutil.copytree(MODEL / "accurate", tmp_path / "accurate")
    path = tmp_path / "accurate" / name
    whole = path.read_bytes()
    path.unlink()
    if kept:
        path.write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(ModelError, match=rf"accurate/{name}"):
        manifest.read(tmp_path, "accurate")


def test_the_accurate_tier_is_under_40_megabytes() -> None:
    files = manifest.read(MODEL, "accurate").files
    assert sum((MODEL / name).stat().st_size for name in files) < 40_000_000


def test_an_own_model_is_read_from_its_folder(tmp_path: Path) -> None:
    folder = own_folder(tmp_path, (MODEL / "accurate" / "model.onnx").read_bytes())
    model = transformer.load(folder, manifest.read(folder, "own"))
    assert model.probabilities(["tes"]).shape == (1, 16)


def test_an_own_file_that_is_no_model_is_named(tmp_path: Path) -> None:
    folder = own_folder(tmp_path, b"not a model")
    with pytest.raises(ModelError, match=r"model\.onnx"):
        transformer.load(folder, manifest.read(folder, "own"))


def test_an_own_tokenizer_that_is_none_is_named(tmp_path: Path) -> None:
    folder = own_folder(tmp_path, (MODEL / "accurate" / "model.onnx").read_bytes())
    (folder / "tokenizer.json").write_text("[]", encoding="utf-8")
    entry = manifest.Tier(
        "contoh", "1", CODEBOOK_VERSION, {"model.onnx": "", "tokenizer.json": ""}, {}
    )
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        transformer.load(folder, entry)


def test_the_own_tier_is_the_operators_network_beside_the_shipped_model(tmp_path: Path) -> None:
    folder = own_folder(tmp_path, (MODEL / "accurate" / "model.onnx").read_bytes())
    own = tiers.load("own", folder, MODEL.parent / "topics.toml")
    assert own.name == "contoh"
    assert own.predict(["aplikasi error terus", None]).num_rows == 2


def test_the_accurate_tier_never_fails_on_odd_texts() -> None:
    found = tiers.load("accurate", MODEL, MODEL.parent / "topics.toml").predict(ODD_TEXTS)
    assert found.schema == LABEL_SCHEMA
    assert all(found.column("feedback").to_pylist())


def test_an_own_folder_without_a_manifest_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"manifest\.json"):
        tiers.load("own", tmp_path, MODEL.parent / "topics.toml")
