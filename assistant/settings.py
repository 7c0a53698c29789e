"""Settings, read once at the edge from the environment (prefix ``ASSISTANT_``) and passed on as one frozen value.

Knows names, defaults and limits; refuses to open or create anything.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pydantic import SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsProblem

LOOPBACK = ("127.0.0.1", "localhost", "::1")
BUNDLED_ENCODER = "bundled"


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
