"""Settings from the environment and `.env`; every fault is reported at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import unquote, urlsplit

from pydantic import (
    AfterValidator,
    AliasChoices,
    AnyHttpUrl,
    BeforeValidator,
    Field,
    SecretStr,
    TypeAdapter,
    ValidationError,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.database import sqlite_url
from bot.errors import BadSettings
from bot.operate.log import Form, Level


def _server_address(given: str) -> str:
    """The address as it was given: a parsed one forgets a port that its scheme implies, which Qdrant's never is."""
    _HTTP.validate_python(given)
    return given.rstrip("/")


def _port_or_none(given: Any) -> Any:
    return None if isinstance(given, str) and given.lower() == "off" else given


_HTTP = TypeAdapter(AnyHttpUrl)
PortOrNone = Annotated[Annotated[int, Field(ge=0, le=65535)] | None, BeforeValidator(_port_or_none)]
LogLevel = Annotated[Level, BeforeValidator(str.lower)]
LogForm = Annotated[Form, BeforeValidator(str.lower)]
ServerAddress = Annotated[str, AfterValidator(_server_address)]


class Settings(BaseSettings):
    """What the operator can set; names are those of the environment variables, without regard to case."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    discord_token: SecretStr | None = Field(None, description="The Discord bot's token; without it, no Discord.")
    discord_message_content: bool = Field(
        False, description="Whether the bot has the message-content intent, so that members can type `!like Matrix`."
    )
    slack_bot_token: SecretStr | None = Field(
        None, description="The Slack app's bot token, `xoxb-…`, in one workspace; for several, set the client id."
    )
    slack_app_token: SecretStr | None = Field(
        None, description="The Slack app's app-level token, `xapp-…`, for Socket Mode."
    )
    slack_signing_secret: SecretStr | None = Field(
        None, description="What Slack signs its requests with, for HTTP instead of Socket Mode."
    )
    slack_client_id: str | None = Field(
        None, description="The Slack app's client id, with which several workspaces can install it."
    )
    slack_client_secret: SecretStr | None = Field(
        None, description="The Slack app's client secret; goes with the client id."
    )
    slack_http_host: str = Field("127.0.0.1", description="Where Slack's requests and installations are taken.")
    slack_http_port: int = Field(8767, ge=0, le=65535, description="The port for them; 0 takes a free one.")
    omdb_api_key: SecretStr | None = Field(None, description="The OMDb key for posters; without it, drawn title cards.")
    omdb_url: AnyHttpUrl = Field(AnyHttpUrl("https://www.omdbapi.com/"), description="Where OMDb answers.")
    movielens_url: AnyHttpUrl = Field(
        AnyHttpUrl("https://files.grouplens.org/datasets/movielens/"), description="Where MovieLens sets are fetched."
    )
    qdrant_url: ServerAddress | None = Field(
        None,
        validation_alias=AliasChoices("qdrant_url", "qdrant_host"),
        description="A Qdrant server (or `QDRANT_HOST`); without it, the index lives in the data folder.",
    )
    qdrant_api_key: SecretStr | None = Field(None, description="The Qdrant server's key.")
    qdrant_grpc: bool = Field(False, description="Whether to speak gRPC with the Qdrant server, which is quicker.")
    qdrant_grpc_port: int = Field(6334, ge=1, le=65535, description="The Qdrant server's port for gRPC.")
    qdrant_shard_number: int | None = Field(
        None, ge=1, description="Into how many parts a cluster splits what `ingest` uploads; without it, as it likes."
    )
    qdrant_replication_factor: int | None = Field(
        None, ge=1, description="On how many machines of a cluster each part lies; without it, as it likes."
    )
    reelmates_data_dir: Path = Field(Path("data"), description="Index, database, downloads and pictures live here.")
    reelmates_database_url: str | None = Field(
        None, repr=False, description="The database of members' state; without it, SQLite in the data folder."
    )
    reelmates_backup_dir: Path | None = Field(
        None, description="Where nightly backups go; without it, the folder `backups` in the data folder."
    )
    reelmates_backups_kept: int = Field(14, ge=0, description="How many backups stay there; 0 makes none at night.")
    reelmates_secret_key: SecretStr | None = Field(
        None, description="Encrypts the tokens of Slack workspaces; several, separated by commas, while one is changed."
    )
    reelmates_http_host: str = Field("127.0.0.1", description="Where the web page listens.")
    reelmates_http_port: int = Field(8765, ge=0, le=65535, description="The web page's port; 0 takes a free one.")
    reelmates_health_host: str = Field("127.0.0.1", description="Where the health route of `run` listens.")
    reelmates_health_port: PortOrNone = Field(
        8766, description="The health route's port; 0 takes a free one, `off` means that there is none."
    )
    reelmates_log_level: LogLevel | None = Field(
        None,
        description="`debug`, `info`, `warning` or `error`; without it, `info` for `run` and `demo`, else `warning`.",
    )
    reelmates_log_format: LogForm = Field(
        Form.AUTO, description="`console`, `json`, or `auto`: for people on a terminal, JSON elsewhere."
    )

    @field_validator("qdrant_url", mode="before")
    @classmethod
    def _host_is_enough(cls, value: Any) -> Any:
        return f"http://{value}:6333" if isinstance(value, str) and "://" not in value else value

    @classmethod
    def from_environment(cls, data_dir: Path | None = None) -> Self:
        """Reads the settings; `data_dir` beats the environment. Raises BadSettings that names every fault."""
        given: dict[str, Any] = {} if data_dir is None else {"reelmates_data_dir": data_dir}
        try:
            return cls(**given)
        except ValidationError as error:
            faults = "; ".join(f"{_name(fault['loc'])}: {fault['msg']}" for fault in error.errors())
            raise BadSettings(f"Please correct the environment or .env: {faults}") from None
        except (OSError, UnicodeDecodeError) as error:
            raise BadSettings(f"The file .env cannot be read: {error}") from None

    @property
    def database_url(self) -> str:
        """Where members' state is kept."""
        return self.reelmates_database_url or sqlite_url(self.reelmates_data_dir / "reelmates.db")

    @property
    def backup_dir(self) -> Path:
        """Where backups are kept."""
        return self.reelmates_backup_dir or self.reelmates_data_dir / "backups"

    @property
    def secrets(self) -> Iterator[str]:
        """What must be shown to nobody: tokens, keys, and passwords within addresses."""
        for name in type(self).model_fields:
            match getattr(self, name):
                case SecretStr() as secret:
                    yield secret.get_secret_value()
                case str() | AnyHttpUrl() as address if (password := _password_in(str(address))) is not None:
                    yield password


def _password_in(address: str) -> str | None:
    """The password within an address, as it is meant and not as it is written there; None where there is none."""
    try:
        password = urlsplit(address).password
    except ValueError:  # no address after all
        return None
    return unquote(password) if password else None


def plain(secret: SecretStr | None) -> str:
    """The secret itself; "" where none is set."""
    return secret.get_secret_value() if secret else ""


def _name(place: tuple[int | str, ...]) -> str:
    return str(place[0]).upper() if place else ".env"
