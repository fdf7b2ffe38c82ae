"""Opens Slack's forms, and answers what they say when they are filled."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from bot.chat.commands import Command
from bot.chat.grammar import parse
from bot.chat.language import ENGLISH, speaking
from bot.chat.moviebot import MovieBot
from bot.chat.night_commands import Veto
from bot.chat.reply import Reply
from bot.fronts.slack import film_forms, night_forms, views
from bot.fronts.slack.answering import Answering, words_of
from bot.fronts.slack.blocks import Block
from bot.fronts.slack.delivery import Delivery, Place
from bot.fronts.slack.home import Home
from bot.fronts.slack.presses import Press, pressed
from bot.fronts.slack.refusals import logged
from bot.fronts.slack.views import Origin, Problem, View, Wish

FORMS = (film_forms.RECOMMEND, film_forms.FILMS, night_forms.VETO, night_forms.PLAN)
SHORTCUTS = (film_forms.RECOMMEND, film_forms.FILMS, night_forms.PLAN)
KNOWN_WITHIN_S = 0.5
"""How long Slack is asked for a member's language, before it is English."""
ANSWERED_WITHIN_S = 2.0
"""How long Slack is let wait for a form to be refused; it gives up after three seconds."""

_PLANNING = "night plan"

Ack = Callable[..., Awaitable[Any]]


class Forms:
    """Puts a form in front of a member where one says it better than words, and goes without where Slack opens none."""

    def __init__(self, bot: MovieBot, answering: Answering, delivery: Delivery, home: Home) -> None:
        self._bot = bot
        self._answering = answering
        self._delivery = delivery
        self._home = home

    def options(self, typed: str) -> list[Block]:
        """The films whose titles go on from what was typed into a field."""
        return views.options_for(self._bot.complete(typed.strip(), views.MOST_OPTIONS))

    async def to_shortcut(self, member: str, name: str, trigger: str) -> None:
        """Shows the form of a shortcut."""
        with speaking(await self._language_of(member)):
            await self._open(trigger, _form_of_shortcut(name))

    async def to_slash(self, command: str, text: str, place: Place, channel_name: str, trigger: str) -> None:
        """Answers a slash command: one that lacks its film or its time with the form for it."""
        words, origin = words_of(command, text), Origin(place)
        said = parse(words)
        if isinstance(said, Veto) and not said.film:
            await self._ask_for_veto(said, origin, trigger)
            return
        with speaking(await self._language_of(place.member)):
            form = _form_for(words, origin)
        if form is None or not await self._open(trigger, form):
            await self._answering.to_slash(command, text, place, channel_name)

    async def to_press(self, press: Press, trigger: str) -> None:
        """Answers a press: one that asks for a veto with the form for it."""
        command = pressed(press.token)
        if isinstance(command, Veto) and not command.film:
            await self._ask_for_veto(command, Origin(press.place, press.ts, press.first), trigger)
        else:
            await self._answering.to_press(press)

    async def to_press_at_home(self, member: str, token: str, trigger: str) -> None:
        """Answers a press in the member's home in the same way."""
        command = pressed(token)
        if isinstance(command, Veto) and not command.film:
            with logged("a veto"):
                await self._ask_for_veto(command, Origin(await self._alone(member)), trigger)
        else:
            await self._home.to_press(member, command)

    async def to_filled(self, member: str, view: View, ack: Ack) -> None:
        """Answers a filled form: in itself where it cannot be taken, and else where it was opened."""
        with speaking(await self._language_of(member)):
            wish = _wish_in(view, member)
        if isinstance(wish, Problem):
            await ack(**wish.told())
            return
        with logged("an answer to a form"):
            await self._to_wish(wish, member, ack)

    async def _to_wish(self, wish: Wish, member: str, ack: Ack) -> None:
        """Tells in the form why the bot refuses what it asks for, where the bot is quick enough to know."""
        answering = asyncio.ensure_future(self._answered(wish, member))
        await asyncio.wait({answering}, timeout=ANSWERED_WITHIN_S)
        problem = _problem_of(wish, answering.result()[0]) if answering.done() else None
        if problem:
            await ack(**problem.told())
            return
        await ack()
        await self._answering.to_origin(*await answering)

    async def _answered(self, wish: Wish, member: str) -> tuple[Reply, Origin]:
        origin = wish.origin or Origin(await self._alone(member))
        return await self._answering.answered(wish.command, origin), origin

    async def _ask_for_veto(self, command: Command, origin: Origin, trigger: str) -> None:
        with logged("a veto"):
            reply = await self._answering.answered(command, origin)
            with speaking(reply.language):
                form = night_forms.form_of_veto(reply, origin) if reply.menu else None
            if form is None or not await self._open(trigger, form):
                await self._answering.to_origin(reply, origin)

    async def _language_of(self, member: str) -> str:
        with suppress(TimeoutError):
            async with asyncio.timeout(KNOWN_WITHIN_S):
                return await self._answering.language_of(member)
        return ENGLISH

    async def _alone(self, member: str) -> Place:
        return Place(member, await self._delivery.direct_channel(member), is_alone=True, is_talk=True)

    async def _open(self, trigger: str, view: Block) -> bool:
        """Whether Slack shows the form: a trigger lasts three seconds."""
        with logged("a form"):
            await self._delivery.open_form(trigger, view)
            return True
        return False


def _form_of_shortcut(name: str) -> Block:
    match name:
        case film_forms.RECOMMEND:
            return film_forms.form_of_wishes()
        case film_forms.FILMS:
            return film_forms.form_of_films(film_forms.SEVERAL[0], None)
        case _:
            return night_forms.form_of_night(None)


def _form_for(words: str, origin: Origin) -> Block | None:
    """The form for a command that was said without what it is about."""
    if words == _PLANNING:
        return night_forms.form_of_night(origin)
    return film_forms.form_of_films(words, origin) if words in film_forms.INCOMPLETE else None


def _problem_of(wish: Wish, reply: Reply) -> Problem | None:
    return film_forms.problem_of(wish, reply) or night_forms.problem_of(wish, reply)


def _wish_in(view: View, member: str) -> Wish | Problem:
    match str(view["callback_id"]):
        case film_forms.RECOMMEND:
            return film_forms.wish_in(view, member)
        case film_forms.FILMS:
            return film_forms.films_in(view)
        case night_forms.VETO:
            return night_forms.veto_in(view)
        case _:
            return night_forms.night_in(view, member)
