"""What Slack's forms are made of, and what a filled one says: pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.chat.commands import Command
from bot.fronts.slack.blocks import LONGEST_LABEL, LONGEST_SECTION, Block
from bot.fronts.slack.delivery import Place
from bot.fronts.slack.mrkdwn import one_line, shortened
from bot.movies.movie import Movie

MOST_OPTIONS = 100
MOST_RADIO_BUTTONS = 10
LONGEST_HEADING = 24
LONGEST_LABEL_OF_INPUT = 2000
LONGEST_PROBLEM = 500

View = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a filled form asks for, and where it is answered: None for a direct message."""

    command: Command
    origin: "Origin | None"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a filled form cannot be taken: told in the form, below the field `block`."""

    block: str
    sentence: str

    def told(self) -> dict[str, Any]:
        """As Slack is answered."""
        return {"response_action": "errors", "errors": {self.block: one_line(self.sentence, LONGEST_PROBLEM)}}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a form was opened, and which message its button stood below; the form carries it along.

    `ts` is None for a message that the member alone sees, and "" where no button opened the form; `first` is the place
    of the first film that the message shows.
    """

    place: Place
    ts: str | None = ""
    first: int = 0


def note_of(origin: Origin | None, **more: str) -> str:
    """What a form carries along: its origin, and what else there is to remember."""
    return json.dumps({"origin": asdict(origin) if origin else None, **more})


def noted(view: View, name: str) -> str:
    """What the form carries under this name."""
    return str(json.loads(view["private_metadata"])[name])


def origin_of(view: View) -> Origin | None:
    """Where the form was opened, if that was in a channel."""
    found = json.loads(view["private_metadata"])["origin"]
    return Origin(**{**found, "place": Place(**found["place"])}) if found else None


def form(name: str, heading: str, submit: str, close: str, blocks: Sequence[Block], note: str = "") -> Block:
    """A form; `name` tells it from others when it comes back, `note` is handed back with it."""
    return {
        "type": "modal",
        "callback_id": name,
        "title": plain(heading, LONGEST_HEADING),
        "submit": plain(submit, LONGEST_HEADING),
        "close": plain(close, LONGEST_HEADING),
        "private_metadata": note,
        "blocks": list(blocks),
    }


def said(words: str) -> Block:
    """A paragraph between the fields."""
    text = shortened(words, LONGEST_SECTION).strip() or "…"
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def field(name: str, label: str, element: Block, *, is_optional: bool = False, hint: str = "") -> Block:
    """A field to fill in."""
    block: Block = {
        "type": "input",
        "block_id": name,
        "optional": is_optional,
        "label": plain(label, LONGEST_LABEL_OF_INPUT),
        "element": {**element, "action_id": name},
    }
    return {**block, "hint": plain(hint, LONGEST_LABEL_OF_INPUT)} if hint else block


def words(longest: int, example: str = "") -> Block:
    """A line of words."""
    shown = {"placeholder": plain(example, 150)} if example else {}
    return {"type": "plain_text_input", "max_length": longest, **shown}


def choice(options: Sequence[Block], chosen: Block | None = None) -> Block:
    """One of several in a list that opens."""
    return {"type": "static_select", "options": list(options), **({"initial_option": chosen} if chosen else {})}


def one_of(options: Sequence[Block]) -> Block:
    """One of several, all in sight where Slack takes as many."""
    if len(options) > MOST_RADIO_BUTTONS:
        return choice(options[:MOST_OPTIONS])
    return {"type": "radio_buttons", "options": list(options)}


def channel(placeholder: str, *, is_here: bool = False) -> Block:
    """A channel; with `is_here` the one where the form is opened, to begin with."""
    here = {"default_to_current_conversation": True} if is_here else {}
    return {"type": "conversations_select", "placeholder": plain(placeholder, 150), **here}


def film(placeholder: str) -> Block:
    """A film, looked for while its title is typed."""
    return {"type": "external_select", "min_query_length": 1, "placeholder": plain(placeholder, 150)}


def films(placeholder: str, most: int) -> Block:
    """Several films, looked for while their titles are typed."""
    return {**film(placeholder), "type": "multi_external_select", "max_selected_items": most}


def options_for(movies: Iterable[Movie]) -> list[Block]:
    """The films to choose from, each meaning "#id"."""
    return [option(str(movie), f"#{movie.movie_id}") for movie in movies][:MOST_OPTIONS]


def option(label: str, value: str) -> Block:
    """Something to choose."""
    return {"text": plain(label, LONGEST_LABEL), "value": value}


def plain(text: str, limit: int) -> Block:
    """Words without markup."""
    return {"type": "plain_text", "text": one_line(text, limit), "emoji": False}


def typed(view: View, name: str) -> str:
    """The words in a field."""
    return str(_state(view, name).get("value") or "").strip()


def chosen(view: View, *names: str) -> Sequence[str]:
    """What was chosen in the fields, in their order."""
    found: list[str] = []
    for name in names:
        state = _state(view, name)
        picked = state.get("selected_options") or [state.get("selected_option")]
        found += [str(one["value"]) for one in picked if one]
    return found


def channel_in(view: View, name: str) -> str | None:
    """The channel that was chosen."""
    return _state(view, name).get("selected_conversation") or None


def _state(view: View, name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = view["state"]["values"].get(name, {}).get(name, {})
    return found
