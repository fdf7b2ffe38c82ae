"""The local web page: a chat channel in the browser, for one machine."""

from bot.fronts.web.front import WebFront

__all__ = ["WebFront"]
