"""Slack's refusals in our words."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.errors import OutsideError

NO_ANSWER = "Slack does not answer right now. Please try again soon."

_log = logging.getLogger(__name__)


class Refused(OutsideError):
    """Slack refused; `code` is its word for why, such as "not_in_channel"."""

    def __init__(self, code: str, told: str = "") -> None:
        super().__init__(f"Slack refused that ({code}{f': {told}' if told else ''}).")
        self.code = code


@contextmanager
def translated() -> Iterator[None]:
    """Slack's errors as ours."""
    try:
        yield
    except SlackApiError as error:
        data = error.response.data
        found = data if isinstance(data, dict) else {}
        told = "; ".join(map(str, found.get("response_metadata", {}).get("messages", ())))
        raise Refused(str(found.get("error", error.response.status_code)), told) from error
    except (SlackClientError, aiohttp.ClientError, OSError) as error:
        raise OutsideError(NO_ANSWER) from error


@contextmanager
def logged(what: str) -> Iterator[None]:
    """Slack's refusal of `what`, or its silence, becomes one line in the log."""
    try:
        yield
    except OutsideError as error:
        _log.warning("Slack: %s failed: %s", what, error)
