"""How the bot gets into Slack: into one workspace or several, over Socket Mode or over HTTP."""

from dataclasses import dataclass, field

from bot.errors import BadSettings


@dataclass(frozen=True, slots=True)
class Access:
    """What is set, "" for what is not.

    `bot_token` is one workspace's; without it the app is installed by OAuth wherever somebody allows it, and
    `secret_key` seals the tokens. `app_token` is Socket Mode's; without it Slack sends over HTTP, and signs with
    `signing_secret`. What comes over HTTP, installations too, is taken at `host` and `port`.
    """

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)
    host: str = "127.0.0.1"
    port: int = 0

    @property
    def is_wanted(self) -> bool:
        """Whether anything of Slack's is set."""
        return any((self.bot_token, self.app_token, self.signing_secret, self.client_id, self.client_secret))

    @property
    def is_installed_by_oauth(self) -> bool:
        """Whether there may be several workspaces."""
        return bool(self.client_id)

    def check(self) -> None:
        """Raises BadSettings in a sentence where something is missing, or set beside what excludes it."""
        lone = "SLACK_CLIENT_SECRET" if self.client_id else "SLACK_CLIENT_ID"
        faults = (
            (
                bool(self.client_id) != bool(self.client_secret),
                f"SLACK_CLIENT_ID and SLACK_CLIENT_SECRET go together: set {lone} too, or neither of the two.",
            ),
            (
                self.bot_token and self.client_id,
                "SLACK_BOT_TOKEN serves one workspace, SLACK_CLIENT_ID and SLACK_CLIENT_SECRET serve all that install "
                "the app: set the one or the others, not both.",
            ),
            (
                not self.bot_token and not self.client_id,
                "Slack needs a token that speaks in a workspace: set SLACK_BOT_TOKEN too, or for several workspaces "
                "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET.",
            ),
            (
                not self.app_token and not self.signing_secret,
                "Slack needs a way to reach me: set SLACK_APP_TOKEN too, for Socket Mode, or SLACK_SIGNING_SECRET, for "
                "HTTP.",
            ),
            (
                self.app_token and self.signing_secret,
                "SLACK_APP_TOKEN is for Socket Mode, SLACK_SIGNING_SECRET for HTTP, and Slack takes one way: set the "
                "one or the other, not both.",
            ),
            (
                self.client_id and not self.secret_key,
                "Tokens of several workspaces are kept under seal: set REELMATES_SECRET_KEY too; this makes one: "
                "openssl rand -base64 32",
            ),
        )
        for is_fault, sentence in faults:
            if is_fault:
                raise BadSettings(sentence)
