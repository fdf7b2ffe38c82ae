"""The bot: a command and its sender in, a reply out. The `match` below is the product's table of contents."""

import logging
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.chat import grammar, words
from bot.chat.asker import Asker
from bot.chat.commands import (
    About,
    ChangeSetting,
    Command,
    DropLater,
    Export,
    FilmCommand,
    Forget,
    ForgetMe,
    Glance,
    Help,
    ImportCommand,
    Instead,
    Judge,
    Later,
    LinkCommand,
    Match,
    MemberCommand,
    More,
    MoreLike,
    MyData,
    OwnCommand,
    PickLater,
    Recommend,
    Remood,
    ShareList,
    ShareTaste,
    ShowLater,
    ShowPrivacy,
    ShowSettings,
    ShowTaste,
    Speak,
    Unclear,
    Undo,
    Unknown,
    Upload,
    UseSpace,
    Why,
    WouldLike,
)
from bot.chat.evenings import Announcer, Board, Evenings, EventNews, Happenings
from bot.chat.evenings.guest import Guest
from bot.chat.evenings.tools import Tools
from bot.chat.explaining import Explaining
from bot.chat.exporting import Exporting
from bot.chat.glancing import Glancing
from bot.chat.guessing import Guessing, typed
from bot.chat.importing import Importing
from bot.chat.judging import Judging
from bot.chat.language import ENGLISH, _, language_of, speaking, told
from bot.chat.library import Library
from bot.chat.linking import Linking
from bot.chat.manner import in_manner
from bot.chat.night_commands import NightCommand
from bot.chat.outcomes import answered
from bot.chat.privacy import Privacy
from bot.chat.recommending import Recommending
from bot.chat.reply import Button, Reply
from bot.chat.rules import Rules
from bot.chat.sender import UNNAMED, Sender, Space
from bot.chat.settling import Settling
from bot.chat.showing import Showing
from bot.chat.space_settings import SettingsStore, SpaceSettings
from bot.chat.spaces import DIRECT, Spaces
from bot.chat.store import DirectSpaces, ListStore, PendingImports
from bot.chat.tongues import Speaking, Tongues, language_of_place
from bot.chat.watching import Watching
from bot.database import Database
from bot.errors import MemberError, OutsideError, ReelmatesError
from bot.movies.movie import Movie
from bot.movies.posters import PosterSource
from bot.nights.night import Room
from bot.nights.store import NightStore, Outbox
from bot.operate.metrics import Metrics
from bot.taste.joining import JoiningStore
from bot.taste.later import LaterStore
from bot.taste.sharing import SharingStore
from bot.taste.store import Member, TasteStore

_log = logging.getLogger(__name__)


class MovieBot:
    """Answers members on every front alike."""

    def __init__(
        self,
        library: Library,
        database: Database,
        posters: PosterSource,
        clock: Callable[[], datetime],
        metrics: Metrics | None = None,
    ) -> None:
        self._library = library
        self._clock = clock
        self._metrics = metrics or Metrics()
        self._tastes = tastes = TasteStore(database)
        self._direct_spaces = DirectSpaces(database)
        self._spaces = Spaces(database)
        self._settings = SettingsStore(database)
        self._rules = Rules(self._settings)
        self._tongues = Tongues(database, self._settings)
        self._speaking = Speaking(self._tongues)
        self._guessing = Guessing(library)
        self._judging = Judging(library, tastes)
        self._recommending = Recommending(library, tastes, ListStore(database, tastes), posters)
        self._explaining = Explaining(library, tastes, self._recommending, posters)
        laters = LaterStore(database, tastes)
        self._watching = Watching(library, tastes, laters, posters)
        self._importing = Importing(library, tastes, laters, PendingImports(database, tastes))
        self._exporting = Exporting(library, tastes, laters)
        self._showing = Showing(library, tastes, SharingStore(database, tastes), posters)
        self._linking = Linking(JoiningStore(database, tastes))
        self._settling = Settling(self._settings)
        self._privacy = Privacy(database, library)
        outbox = Outbox(database)
        tools = Tools(library, tastes, NightStore(database), outbox, self._settings, posters)
        self._evenings = Evenings(tools)
        self._glancing = Glancing(library, tastes, posters, self._showing, self._evenings)
        self._happenings = Happenings(tools, clock)
        self.announcer = Announcer(tools, clock)

    async def hear(self, line: str, sender: Sender) -> Reply | None:
        """The answer to one chat line; None when it is not meant for the bot, or not to be answered in this channel."""
        settings = await self._rules.around(sender)
        command = self._meant(line, sender, settings)
        if command is None:
            return None
        manner = sender.manner or ("" if sender.is_direct else settings.prefix)
        return await self.answer(command, replace(sender, manner=manner))

    async def meant(self, line: str, sender: Sender) -> Command | None:
        """The command that a chat line says; None when it is not meant for the bot, or not to be answered there."""
        return self._meant(line, sender, await self._rules.around(sender))

    async def answer(self, command: Command, sender: Sender) -> Reply:
        """The answer to a command. Never raises: what goes wrong is told in a sentence."""
        with self._library.held(), speaking(await self.language_for(sender)):
            reply = await answered(self._answer(command, sender), command, sender.platform, self._metrics)
        return in_manner(reply, sender.manner)

    async def receive(
        self, name: str, content: bytes, sender: Sender, told: Callable[[int, int], None] = lambda done, total: None
    ) -> Reply:
        """The answer to a file that a member sends to be imported; never raises. It is theirs alone to see.

        `told` is called, from another thread, with how many of its films have been looked for, of how many.
        """
        return await self.answer(Upload(name, content, told), sender)

    async def refuse(self, error: MemberError | OutsideError, sender: Sender) -> Reply:
        """What a member is told whose file a front could not fetch, in their language."""
        with speaking(await self.language_for(sender)):
            return Reply(told(error) if isinstance(error, MemberError) else _(str(error)), private=True)

    async def welcome(self, platform: str, space: Space) -> Reply:
        """What to say in a space that the bot comes to, in slash commands; data that was to go as it had left stays."""
        await self._spaces.came(platform, space)
        settings = await self._rules.around(Sender(platform, "", "", space))
        with speaking(language_of_place(settings, space)):
            return in_manner(Reply(words.welcome(space.name)), "/")

    async def farewell(self, platform: str, space: Space) -> None:
        """The bot was sent away: what it keeps of the space goes after a while, unless it comes back."""
        await self._spaces.left(platform, space, self._clock())

    async def present(self, platform: str, spaces: Collection[Space]) -> None:
        """Where the bot is now: spaces that it left while it was not running are taken as left today."""
        await self._spaces.present(platform, spaces, self._clock())

    async def prefix_in(self, platform: str, space: Space) -> str:
        """What commands begin with in a space."""
        return (await self._rules.around(Sender(platform, "", "", space))).prefix

    async def language_for(self, sender: Sender) -> str:
        """The language to answer in; what cannot be read now is told of by the answer itself."""
        try:
            return await self._tongues.of(sender, await self._space_of(sender))
        except ReelmatesError:
            return language_of(sender.locale) or ENGLISH

    async def homes(self, platform: str, member: str) -> Collection[str]:
        """The keys of the spaces where the member has told something."""
        return await self._tastes.spaces_of(platform, member)

    async def tidy(self) -> None:
        """Removes what was kept long enough: of spaces that the bot left, imports and codes that nobody answered."""
        await self._spaces.remove_overdue(self._clock())
        await self._importing.remove_overdue(self._clock())
        await self._linking.remove_overdue(self._clock())

    def announce_on(self, board: Board) -> None:
        """From now on what nights say by themselves on this platform is said there."""
        self._evenings.announce_on(board)

    async def channel_gone(self, room: Room) -> None:
        """A channel was deleted."""
        await self._happenings.channel_gone(room)
        self.announcer.wake()

    async def member_left(self, platform: str, space: str, member: str) -> None:
        """A member has left a space, or was sent away."""
        await self._happenings.member_left(Member(platform, space, member))

    async def event_changed(
        self, platform: str, space: str, event_id: str, title: str, place: str, start_at: datetime, is_cancelled: bool
    ) -> None:
        """The platform tells of one of its own events, which may be a night's, as it is now."""
        await self._happenings.event_changed(platform, space, EventNews(event_id, title, place, start_at, is_cancelled))
        self.announcer.wake()

    def complete(self, typed: str, limit: int = 25) -> tuple[Movie, ...]:
        """Films whose titles go on from what was typed, best first."""
        return self._library.titles.complete(typed, limit)

    def movie(self, movie_id: int) -> Movie | None:
        """A film of the catalogue."""
        return self._library.catalogue.get(movie_id)

    def _meant(self, line: str, sender: Sender, settings: SpaceSettings) -> Command | None:
        said = grammar.addressed(line, settings.prefix, sender.is_direct)
        if said is None or not (settings.answers_in(sender.channel) or sender.manages):
            return None
        command = grammar.parse(said)
        is_passed_over = not (settings.answers_unknown or sender.is_direct) and self._guessing.is_for_others(command)
        return None if is_passed_over else command

    async def _answer(self, command: Command, sender: Sender) -> Reply:
        match command:
            case Help(topic):
                return Reply(words.help_text(topic), private=True)
            case About():
                return Reply(words.about(), private=True)
            case ShowPrivacy():
                return self._privacy.told()
            case Speak():
                return await self._speaking.answer(command, sender)
            case Unclear(problem, nearest, values):
                return Reply(_(problem, **values), buttons=(typed(nearest),), private=True)
            case Unknown():
                return self._guessing.unknown(command)
            case UseSpace(key):
                return await self._use_space(key, sender)
        space = await self._space_of(sender)
        if space is None:
            choices = tuple(Button(one.name, UseSpace(one.key)) for one in sender.shared[:25])
            return Reply(words.which_space(), buttons=choices, private=True)
        return await self._answer_in(space, command, sender)

    async def _answer_in(self, space: Space, command: MemberCommand, sender: Sender) -> Reply:
        member, now = Member(sender.platform, space.key, sender.member), self._clock()
        settings = await self._settings.of(sender.platform, space.key)
        self._rules.check(command, member, sender, settings, now)
        is_new = not isinstance(command, ForgetMe | Glance) and await self._spaces.greet(member, now)
        asker = Asker(member, sender.name, now, replace(settings, language=language_of_place(settings, space)))
        guest = Guest(asker, Room(sender.platform, space.key, sender.channel.key), sender.manages)
        if isinstance(command, FilmCommand):
            reply = await self._find(command, asker)
        elif isinstance(command, NightCommand):
            reply = await self._evenings.answer(command, guest)
            self.announcer.wake()
        elif isinstance(command, Glance):
            reply = await self._glancing.at(command, guest)
        elif isinstance(command, ImportCommand):
            reply = await self._importing.answer(command, asker)
        elif isinstance(command, LinkCommand):
            reply = await self._linking.answer(command, asker, space.name)
        else:
            reply = await self._keep(command, asker, space, sender)
        is_card_of_all = isinstance(command, NightCommand) and not reply.private
        if not is_new or is_card_of_all:
            return reply
        return replace(reply, text=f"{reply.text}\n\n{words.greeting(sender.name)}")

    async def _find(self, command: FilmCommand, asker: Asker) -> Reply:
        member, now = asker.member, asker.now
        match command:
            case Judge():
                return await self._judge(command, asker)
            case Instead():
                return await self._judging.instead(command, member, now)
            case Forget():
                forgotten = await self._judging.forget(command, member, now)
                page = ShowTaste(command.page) if command.page else None
                return replace(forgotten, updated=await self._showing.taste(page, member)) if page else forgotten
            case Undo():
                return await self._judging.undo(member, now)
            case Recommend():
                return await self._recommending.recommend(command, asker)
            case MoreLike():
                return await self._recommending.more_like(command, asker)
            case More():
                return await self._recommending.more(command, asker)
            case Remood():
                return await self._recommending.remood(command, asker)
            case ShareList():
                return await self._recommending.share(command, asker)
            case Why():
                return await self._explaining.why(command, asker)
            case WouldLike():
                return await self._explaining.would_like(command, asker)
            case _:
                assert_never(command)

    async def _keep(self, command: OwnCommand, asker: Asker, space: Space, sender: Sender) -> Reply:
        member, now = asker.member, asker.now
        match command:
            case Later():
                return await self._watching.later(command, member, now)
            case ShowLater():
                return await self._watching.show(command, member)
            case DropLater():
                dropped = await self._watching.drop(command, member)
                list_page = ShowLater(command.page) if command.page else None
                return replace(dropped, updated=await self._watching.show(list_page, member)) if list_page else dropped
            case PickLater():
                return await self._watching.pick(member, now)
            case ShowTaste():
                return await self._showing.taste(command, member)
            case ShareTaste():
                return await self._showing.share(command, member, asker.name)
            case Match():
                return await self._showing.match(command, asker)
            case ShowSettings():
                return await self._settling.show(sender, space)
            case ChangeSetting():
                return await self._settling.change(command, sender, space)
            case Export():
                return await self._exporting.export(command, member)
            case MyData():
                return await self._privacy.my_data(member, asker.name, space.name, now)
            case ForgetMe():
                self._spaces.forget(member.platform, member.member)
                self._tongues.forget(member.platform, member.member)
                return await self._privacy.forget_me(command, member, space.name)
            case _:
                assert_never(command)

    async def _judge(self, command: Judge, asker: Asker) -> Reply:
        reply = await self._judging.judge(command, asker.member, asker.now)
        if command.list_id is None:
            return reply
        return replace(
            reply, buttons=(Button(_("Undo"), Undo()),), updated=await self._recommending.replaced(command, asker)
        )

    async def _space_of(self, sender: Sender) -> Space | None:
        """Where the sender's taste lives; None when they must choose first."""
        if sender.space is not None:
            return replace(sender.space, name=_(UNNAMED)) if sender.space.name == UNNAMED else sender.space
        if len(sender.shared) <= 1:
            return sender.shared[0] if sender.shared else replace(DIRECT, name=_(DIRECT.name))
        chosen = await self._direct_spaces.chosen(sender.platform, sender.member)
        return next((space for space in sender.shared if space.key == chosen), None)

    async def _use_space(self, key: str, sender: Sender) -> Reply:
        space = next((space for space in sender.shared if space.key == key), None)
        if space is None:
            return Reply(words.not_shared(), private=True)
        await self._direct_spaces.choose(sender.platform, sender.member, space.key)
        return Reply(words.space_chosen(space.name), private=True)
