"""Slack's shortcuts: "Recommend me a film" opens a form, "Like the film in this message" stands in a message's menu."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.chat.commands import DEFAULT_COUNT, MOST_AT_ONCE, Command, Judge, Recommend, Unclear
from bot.chat.grammar import parse
from bot.fronts.slack.answering import Answering
from bot.fronts.slack.blocks import Block
from bot.fronts.slack.delivery import Delivery, Place
from bot.fronts.slack.lines import said
from bot.fronts.slack.refusals import logged
from bot.recommend.scoring import Mood
from bot.taste.profile import Verdict

RECOMMEND, LIKE_MESSAGE = "recommend", "like-message"

NO_WORDS = "That message has no words in which I could look for a film."

_COUNT, _MOOD, _FILTERS, _CHANNEL = "count", "mood", "filters", "channel"
_LONGEST_TITLE = 200
_FOR_EXAMPLE = "comedy, no horror, 1990s, under 2h, famous"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a filled form asks for; `channel` is where everybody is to see it, None for the member alone."""

    command: Command
    channel: str | None


class Shortcuts:
    """Opens the form, and answers it and the entry in a message's menu."""

    def __init__(self, answering: Answering, delivery: Delivery) -> None:
        self._answering = answering
        self._delivery = delivery

    async def open(self, trigger: str) -> None:
        """Shows the form; the trigger lasts three seconds."""
        with logged("a form"):
            await self._delivery.open_form(trigger, form())

    async def to_form(self, member: str, wish: Wish) -> None:
        """Answers in the channel that was chosen, or in a direct message."""
        with logged("an answer to a form"):
            if wish.channel:
                place = Place(member, wish.channel)
            else:
                place = Place(member, await self._delivery.direct_channel(member), is_alone=True)
            await self._answering.to_command(wish.command, place)

    async def to_message(self, place: Place, text: str) -> None:
        """Likes the film that a message speaks of, or asks which one is meant."""
        title = " ".join(said(text).replace(";", ",").split())[:_LONGEST_TITLE]
        with logged("an answer to a shortcut"):
            await self._answering.to_command(_liking(title), place)


def form() -> Block:
    """The form for recommendations."""
    counts = [_option(str(count), str(count)) for count in range(1, MOST_AT_ONCE + 1)]
    moods = [_option(mood.value.title(), mood.value) for mood in Mood]
    return {
        "type": "modal",
        "callback_id": RECOMMEND,
        "title": _plain("Recommend me a film"),
        "submit": _plain("Recommend"),
        "close": _plain("Cancel"),
        "blocks": [
            _input(_COUNT, "How many", {"type": "static_select", "options": counts}, counts[DEFAULT_COUNT - 1]),
            _input(_MOOD, "Mood", {"type": "static_select", "options": moods}),
            _input(
                _FILTERS, "Only", {"type": "plain_text_input", "max_length": 200, "placeholder": _plain(_FOR_EXAMPLE)}
            ),
            _input(
                _CHANNEL,
                "Show it in",
                {"type": "conversations_select", "placeholder": _plain("Nowhere: for me alone")},
            ),
        ],
    }


def wish_in(view: Mapping[str, Any]) -> Wish:
    """What the filled form asks for."""
    values = view["state"]["values"]
    count, mood = (_chosen(values, name) for name in (_COUNT, _MOOD))
    filters = str(values[_FILTERS][_FILTERS].get("value") or "")
    channel = values[_CHANNEL][_CHANNEL].get("selected_conversation")
    command = parse(f"recommend {count or DEFAULT_COUNT} {filters}")
    if isinstance(command, Recommend):
        command = replace(command, mood=Mood(mood) if mood else command.mood, is_private=not channel)
    return Wish(command, channel or None)


def _liking(title: str) -> Command:
    return Judge(Verdict.LIKE, (title,)) if title else Unclear(NO_WORDS, "help")


def _chosen(values: Mapping[str, Any], name: str) -> str:
    option = values[name][name].get("selected_option")
    return str(option["value"]) if option else ""


def _input(name: str, label: str, element: Block, chosen: Block | None = None) -> Block:
    element = {**element, "action_id": name}
    if chosen:
        element["initial_option"] = chosen
    return {"type": "input", "block_id": name, "optional": True, "label": _plain(label), "element": element}


def _option(label: str, value: str) -> Block:
    return {"text": _plain(label), "value": value}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
