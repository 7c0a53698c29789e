"""Settings, read once at the edge from the environment (prefix ``ASSISTANT_``) and passed on as one frozen value.

Knows names, defaults and limits; refuses to open or create anything.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsProblem

LOOPBACK = ("127.0.0.1", "localhost", "::1")
BUNDLED_ENCODER = "bundled"
Precision = Literal["float32", "float16", "bfloat16"]
ANY_DEVICE = "auto"
_DEVICE = re.compile(rf"{ANY_DEVICE}|(cpu|cuda|hpu|mps|npu|xpu)(:\d+)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelOptions:
    """How encoder and reranker compute. A prompt stands before every text; ``None`` leaves the model's own."""

    query_prompt: str | None = None
    passage_prompt: str | None = None
    batch_size: int = 64
    device: str = "cpu"
    precision: Precision = "float32"
    threads: int = 1


DEFAULTS = ModelOptions()
"""One thread: two stall each other on the tiny products of the bundled encoder."""


def _home() -> Path:
    """The checkout's ``var`` folder, or the platform's user data folder for an installed package."""
    root = Path(__file__).resolve().parent.parent
    if (root / "pyproject.toml").is_file():
        return root / "var"
    import platformdirs

    return Path(platformdirs.user_data_dir("cleaner-production-assistant", appauthor=False))


class Settings(BaseSettings):
    """Frozen settings. Every field is an environment variable ``ASSISTANT_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", frozen=True, extra="ignore", env_ignore_empty=True)

    index_dir: Path = _home() / "index"
    data_dir: Path = _home() / "data"
    host: str = "127.0.0.1"
    port: int = 8000
    allow_remote: bool = False
    encoder: str = BUNDLED_ENCODER
    encoder_query_prompt: str | None = DEFAULTS.query_prompt
    encoder_passage_prompt: str | None = DEFAULTS.passage_prompt
    encoder_batch_size: int = Field(default=DEFAULTS.batch_size, ge=1)
    encoder_device: str = DEFAULTS.device
    encoder_precision: Precision = DEFAULTS.precision
    encoder_threads: int = Field(default=DEFAULTS.threads, ge=1)
    reranker: str | None = None
    reranker_candidates: int = Field(default=30, ge=1)
    llm_base_url: str | None = None
    llm_model: str | None = None
    llm_api_key: SecretStr | None = None
    llm_timeout_s: float = 30.0
    database_url: str | None = None
    chroma_url: str | None = None
    api_keys: str = ""
    max_question_chars: int = 2000
    max_body_bytes: int = 64 * 1024
    encoder_wait_s: float = 10.0
    index_poll_s: float = 2.0

    @field_validator("port")
    @classmethod
    def _port_in_range(cls, value: int) -> int:
        if not 0 <= value <= 65535:
            raise ValueError("must lie between 0 and 65535")
        return value

    @field_validator("encoder_device")
    @classmethod
    def _device_by_name(cls, value: str) -> str:
        if not _DEVICE.fullmatch(value):
            raise ValueError(f"must be cpu, auto, or an accelerator such as cuda or cuda:1, not {value!r}")
        return value

    @model_validator(mode="after")
    def _loopback_unless_allowed(self) -> Settings:
        if self.host not in LOOPBACK and not (self.allow_remote or self.keys):
            raise ValueError(
                f"ASSISTANT_HOST={self.host} would open the service to the network; "
                "set ASSISTANT_ALLOW_REMOTE=1 or ASSISTANT_API_KEYS to allow that"
            )
        index, data = self.index_dir.resolve(), self.data_dir.resolve()
        if index == data or data in index.parents:
            raise ValueError("ASSISTANT_INDEX_DIR must not lie in ASSISTANT_DATA_DIR: a rebuild would touch user data")
        return self

    @property
    def model_options(self) -> ModelOptions:
        """How encoder and reranker compute."""
        return ModelOptions(
            query_prompt=self.encoder_query_prompt,
            passage_prompt=self.encoder_passage_prompt,
            batch_size=self.encoder_batch_size,
            device=self.encoder_device,
            precision=self.encoder_precision,
            threads=self.encoder_threads,
        )

    @property
    def keys(self) -> frozenset[str]:
        """API keys, given as a comma-separated list."""
        return frozenset(key.strip() for key in self.api_keys.split(",") if key.strip())

    @property
    def database(self) -> str:
        """SQLAlchemy URL of the database of conversations, feedback and stored answers."""
        return self.database_url or f"sqlite:///{self.data_dir / 'assistant.db'}"

    @property
    def has_llm(self) -> bool:
        return bool(self.llm_base_url and self.llm_model)


def load_settings(**overrides: object) -> Settings:
    """Settings from the environment; ``SettingsProblem`` names the variable and what is wrong with it."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [
            f"{'ASSISTANT_' + '_'.join(str(p) for p in e['loc']).upper() + ': ' if e['loc'] else ''}"
            f"{e['msg'].removeprefix('Value error, ')}"
            for e in error.errors()
        ]
        raise SettingsProblem("; ".join(lines)) from error


def python_version() -> str:
    """Version of the running interpreter, for reports."""
    return ".".join(str(part) for part in sys.version_info[:3])
