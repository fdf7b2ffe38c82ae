"""Settings from the environment and `.env`; every fault is reported at once."""

from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    AliasChoices,
    AnyHttpUrl,
    Field,
    SecretStr,
    TypeAdapter,
    ValidationError,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.database import sqlite_url
from bot.errors import BadSettings


def _server_address(given: str) -> str:
    """The address as it was given: a parsed one forgets a port that its scheme implies, which Qdrant's never is."""
    _HTTP.validate_python(given)
    return given.rstrip("/")


_HTTP = TypeAdapter(AnyHttpUrl)
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
        None, description="The Slack app's bot token, `xoxb-…`; without it, no Slack."
    )
    slack_app_token: SecretStr | None = Field(
        None, description="The Slack app's app-level token, `xapp-…`, for Socket Mode; goes with the bot token."
    )
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
    reelmates_http_host: str = Field("127.0.0.1", description="Where the web page listens.")
    reelmates_http_port: int = Field(8765, ge=0, le=65535, description="The web page's port; 0 takes a free one.")

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
    def slack_tokens(self) -> tuple[str, str] | None:
        """The bot token and the app-level token; None without Slack. Raises BadSettings when only one is set."""
        bot, app = self.slack_bot_token, self.slack_app_token
        if bot is None and app is None:
            return None
        if bot is None or app is None:
            missing = "SLACK_APP_TOKEN" if app is None else "SLACK_BOT_TOKEN"
            raise BadSettings(f"Slack needs two tokens: set {missing} too, or neither of the two.")
        return bot.get_secret_value(), app.get_secret_value()


def _name(place: tuple[int | str, ...]) -> str:
    return str(place[0]).upper() if place else ".env"
