"""Text to vectors with a sentence-transformers model: the one that travels with the package, or any other by setting.

Knows how a model is found, loaded and told apart from another; refuses to know what is encoded and where vectors go.
The only module of the assistant that imports sentence-transformers, and it does so when a model is loaded. Nothing is
downloaded unless a hub name is configured and ``HF_HUB_OFFLINE=0`` allows it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.errors import EncoderProblem
from assistant.settings import BUNDLED_ENCODER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

BUNDLED_FOLDER = Path(__file__).resolve().parent / "model"
BATCH = 64
_MARKER = "modules.json"
_NO_PROSE = (".md", ".lock")
_ALLOWING = ("0", "false", "no", "off")


class Embedder:
    """A loaded encoder. Vectors are float32, of length one, one row each."""

    def __init__(self, model: Any, *, name: str, fingerprint: str) -> None:
        self._model = model
        self.name = name
        self.fingerprint = fingerprint
        self.dimension = int(model.get_embedding_dimension())

    @classmethod
    def load(cls, name: str = BUNDLED_ENCODER) -> Embedder:
        """The encoder of that name or folder; ``EncoderProblem`` says why it cannot be had and what to do."""
        folder = _folder(name)
        if folder is not None and not (folder / _MARKER).is_file():
            raise EncoderProblem(f"the folder {folder} holds no sentence-transformers model: {_MARKER} is missing")
        online = _may_download() and folder is None
        if not online:
            _stay_offline()
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        import torch
        from sentence_transformers import SentenceTransformer

        # Two threads stall each other on the tiny products of a static model.
        torch.set_num_threads(1)
        try:
            model = SentenceTransformer(str(folder or name), device="cpu", local_files_only=not online)
            return cls(model, name=name, fingerprint=_fingerprint(name, folder, online=online))
        except Exception as error:
            # Tokenizers and safetensors raise bare Exceptions: whatever goes wrong in loading is told by one name.
            raise EncoderProblem(_explain(name, folder, online=online, error=error)) from error

    def encode_passages(self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None) -> Vectors:
        """One vector per passage; ``progress`` is told how many of how many are done."""
        rows: list[Vectors] = []
        for start in range(0, len(texts), BATCH):
            batch = [text or " " for text in texts[start : start + BATCH]]
            found = self._model.encode_document(batch, batch_size=BATCH, show_progress_bar=False)
            rows.append(_unit(np.asarray(found, dtype=np.float32)))
            if progress is not None:
                progress(min(start + BATCH, len(texts)), len(texts))
        return np.concatenate(rows) if rows else np.zeros((0, self.dimension), dtype=np.float32)

    def encode_query(self, text: str) -> Vectors:
        """The vector of a question."""
        found = self._model.encode_query([text or " "], show_progress_bar=False)
        vector: Vectors = _unit(np.asarray(found, dtype=np.float32))[0]
        return vector


def _stay_offline() -> None:
    """Keeps the hub client off the network, whether it was imported before (the page brings it) or will be."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    from huggingface_hub import constants

    # The client reads the variable once, when it is imported.
    constants.HF_HUB_OFFLINE = True


def fingerprint_of(name: str = BUNDLED_ENCODER) -> str:
    """What tells an encoder apart, without loading it: the hash of its files, or the revision of a hub model."""
    folder = _folder(name)
    return _fingerprint(name, folder, online=_may_download() and folder is None)


def _folder(name: str) -> Path | None:
    if name == BUNDLED_ENCODER:
        return BUNDLED_FOLDER
    path = Path(name).expanduser()
    return path if path.is_dir() else None


def _may_download() -> bool:
    return os.environ.get("HF_HUB_OFFLINE", "").strip().lower() in _ALLOWING


def _fingerprint(name: str, folder: Path | None, *, online: bool) -> str:
    if folder is None:
        return f"{name}@{_revision(name, online=online)}"
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        place = path.relative_to(folder)
        # Hidden files and the model card do not change a vector.
        if path.suffix in _NO_PROSE or any(part.startswith(".") for part in place.parts):
            continue
        with path.open("rb") as file:
            digest.update(f"{place.as_posix()}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return digest.hexdigest()


def _revision(name: str, *, online: bool) -> str:
    """The commit of a hub model in the local cache."""
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(name, local_files_only=not online, allow_patterns=[_MARKER])).name
    except (OSError, ValueError) as error:
        raise EncoderProblem(_explain(name, None, online=online, error=error)) from error


def _explain(name: str, folder: Path | None, *, online: bool, error: Exception) -> str:
    first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if folder is not None:
        return f"the encoder in {folder} cannot be loaded: {first}"
    if online:
        return f"the encoder {name!r} cannot be downloaded or loaded: {first}"
    return (
        f"the encoder {name!r} is neither a folder nor a model in the local cache; give ASSISTANT_ENCODER the folder "
        "of a sentence-transformers model, or set HF_HUB_OFFLINE=0 to allow the download of a hub model"
    )


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    found: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return found
