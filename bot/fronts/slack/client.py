"""The Web API with one workspace's token."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.fronts.slack.delivery import patient

SLACK_API = "https://slack.com/api/"
WITHDRAWN = frozenset({"token_revoked", "account_inactive"})
"""What Slack says of a token that will never work again; see https://docs.slack.dev/reference/methods/auth.test."""
REFUSED = WITHDRAWN | {"invalid_auth", "token_expired"}


class WorkspaceClient(AsyncWebClient):
    """Waits where Slack asks it to, and tells `refused` when Slack no longer takes the token, and in which words."""

    def __init__(self, token: str, api: str, refused: Callable[[str], Awaitable[None]]) -> None:
        super().__init__(token=token, base_url=api)
        self._refused = refused
        patient(self)

    async def api_call(self, api_method: str, **given: Any) -> AsyncSlackResponse:
        """Calls a method, as every method of the client does."""
        try:
            return await super().api_call(api_method, **given)
        except SlackApiError as error:
            code = error.response.get("error")
            if code in REFUSED:
                await self._refused(code)
            raise
