"""Finding, telling apart and loading models that a user may choose: the encoder, and the reranker.

Knows folders, the local cache of the hub client, devices and precisions; refuses to know what a model is used for.
Nothing is downloaded unless a hub name is configured and ``HF_HUB_OFFLINE=0`` allows it, and no code that comes with a
model is run.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import EncoderProblem
from assistant.settings import ANY_DEVICE, DEFAULTS, ModelOptions

_NO_PROSE = (".md", ".lock")
_OTHER_ENGINES = ("onnx", "openvino")
"""Folders with copies of the weights for engines that are not used here."""
_ALLOWING = ("0", "false", "no", "off")


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where a model comes from: a folder, or the hub by name. ``marker`` is the file without which it is none."""

    name: str
    folder: Path | None
    what: str
    setting: str
    marker: str
    error: type[EncoderProblem] = EncoderProblem

    @property
    def online(self) -> bool:
        """Whether it may be downloaded."""
        return self.folder is None and os.environ.get("HF_HUB_OFFLINE", "").strip().lower() in _ALLOWING

    def problem(self, error: Exception, advice: str = "") -> EncoderProblem:
        """What to tell of a failure to find or load it."""
        if self.folder is not None:
            return self.error(f"the {self.what} in {self.folder} cannot be loaded: {_first_line(error)}{advice}")
        if self.online:
            return self.error(
                f"the {self.what} {self.name!r} cannot be downloaded or loaded: {_first_line(error)}{advice}"
            )
        return self.error(
            f"the {self.what} {self.name!r} is neither a folder nor a model in the local cache; give {self.setting} "
            "the folder of a sentence-transformers model, or set HF_HUB_OFFLINE=0 to allow the download of a hub model"
        )


def folder_of(name: str) -> Path | None:
    """The folder of that name, if there is one."""
    path = Path(name).expanduser()
    return path if path.is_dir() else None


def loaded(origin: Origin, kind: str, options: ModelOptions, **given: Any) -> Any:
    """A model of a class of sentence-transformers; the error of the origin says why it cannot be had and what to do."""
    if origin.folder is not None and not (origin.folder / origin.marker).is_file():
        raise origin.error(f"the folder {origin.folder} holds no {origin.what}: {origin.marker} is missing")
    if not origin.online:
        _stay_offline()
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import sentence_transformers
    import torch

    torch.set_num_threads(options.threads)
    precision = getattr(torch, options.precision)
    try:
        model = getattr(sentence_transformers, kind)(
            str(origin.folder or origin.name),
            device=None if options.device == ANY_DEVICE else options.device,
            local_files_only=not origin.online,
            model_kwargs={"dtype": precision},
            **given,
        )
        # Models without a transformer, such as static ones, do not read the dtype they are given.
        return model if model.dtype == precision else model.to(precision)
    except Exception as error:
        # Tokenizers and safetensors raise bare Exceptions: whatever goes wrong in loading is told by one name.
        raise origin.problem(error, _advice(options)) from error


def failed(origin: Origin, options: ModelOptions, error: Exception) -> EncoderProblem:
    """What to tell of a model that was loaded but could not compute."""
    reason = f"the {origin.what} {origin.name} failed on {options.device} in {options.precision}: {_first_line(error)}"
    return origin.error(f"{reason}{_advice(options)}")


def fingerprint(origin: Origin) -> str:
    """What tells a model apart, without loading it: the hash of its files, or the revision of a hub model."""
    if origin.folder is None:
        return f"{origin.name}@{_revision(origin)}"
    digest = hashlib.sha256()
    for path in sorted(p for p in origin.folder.rglob("*") if p.is_file()):
        place = path.relative_to(origin.folder)
        # Hidden files and the model card do not change what it computes.
        if path.suffix in _NO_PROSE or place.parts[0] in _OTHER_ENGINES or any(p.startswith(".") for p in place.parts):
            continue
        with path.open("rb") as file:
            digest.update(f"{place.as_posix()}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return digest.hexdigest()


def _revision(origin: Origin) -> str:
    """The commit of a hub model in the local cache."""
    from huggingface_hub import snapshot_download

    try:
        found = snapshot_download(origin.name, local_files_only=not origin.online, allow_patterns=[origin.marker])
        return Path(found).name
    except (OSError, ValueError) as error:
        raise origin.problem(error) from error


def _stay_offline() -> None:
    """Keeps the hub client off the network, whether it was imported before (the page brings it) or will be."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    from huggingface_hub import constants

    # The client reads the variable once, when it is imported.
    constants.HF_HUB_OFFLINE = True


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


def _advice(options: ModelOptions) -> str:
    """What else could be set, where device or precision were chosen."""
    chosen = [
        f"{setting}={usual}"
        for setting, value, usual in (
            ("ASSISTANT_ENCODER_DEVICE", options.device, DEFAULTS.device),
            ("ASSISTANT_ENCODER_PRECISION", options.precision, DEFAULTS.precision),
        )
        if value != usual
    ]
    return f"; where it runs on this machine at all, it does with {' and '.join(chosen)}" if chosen else ""
