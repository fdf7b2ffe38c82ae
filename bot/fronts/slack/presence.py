"""All that the bot is in one workspace."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.moviebot import MovieBot
from bot.fronts.slack.answering import Answering
from bot.fronts.slack.board import Channels
from bot.fronts.slack.delivery import Delivery
from bot.fronts.slack.drawing import Drawing
from bot.fronts.slack.forms import Forms
from bot.fronts.slack.home import Home
from bot.fronts.slack.pictures import Posters
from bot.fronts.slack.senders import Senders
from bot.fronts.slack.shared_files import SharedFiles
from bot.fronts.slack.shortcuts import Shortcuts
from bot.fronts.slack.uploads import Uploads
from bot.fronts.slack.workspace import Workspace
from bot.movies.posters.pictures import Pictures

_ALWAYS = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Account:
    """Who the bot is in a workspace, and its token there; None where none of our keys opens it."""

    workspace: Workspace
    token: str | None = field(repr=False)
    since: datetime = _ALWAYS


@dataclass(frozen=True, slots=True)
class Presence:
    """What hears and answers in one workspace: with its token, its names, its pictures, and nobody else's."""

    account: Account
    client: AsyncWebClient
    answering: Answering
    home: Home
    forms: Forms
    uploads: Uploads
    shortcuts: Shortcuts
    channels: Channels

    @property
    def workspace(self) -> Workspace:
        """Where it is, and as whom."""
        return self.account.workspace

    @classmethod
    def of(cls, bot: MovieBot, pictures: Pictures, account: Account, client: AsyncWebClient) -> "Presence":
        """Made with a client that holds the account's token."""
        workspace = account.workspace
        senders, delivery = Senders(client, workspace), Delivery(client)
        drawing = Drawing(senders, Posters(client, pictures))
        home = Home(bot, senders, drawing, delivery)
        answering = Answering(bot, workspace, senders, drawing, delivery, home.said)
        return cls(
            account,
            client,
            answering,
            home,
            Forms(bot, answering, delivery, home),
            Uploads(bot, workspace, senders, drawing, delivery, answering, SharedFiles(client)),
            Shortcuts(answering),
            Channels(client, workspace, senders, drawing, delivery, home.told),
        )
