"""Films that members bring as a file: in a direct message, or in a channel with the word "import"."""

from bot.chat.commands import ShowImporting, Unknown
from bot.chat.grammar import addressed, parse
from bot.chat.language import _, number, speaking, told
from bot.chat.moviebot import MovieBot
from bot.chat.reply import Reply
from bot.errors import MemberError, OutsideError
from bot.fronts.progress import Progress
from bot.fronts.slack.answering import Answering
from bot.fronts.slack.blocks import messages
from bot.fronts.slack.delivery import SENT_DIRECTLY, Delivery, Place
from bot.fronts.slack.drawing import Drawing
from bot.fronts.slack.lines import Line
from bot.fronts.slack.refusals import logged
from bot.fronts.slack.senders import Senders
from bot.fronts.slack.shared_files import SharedFile, SharedFiles
from bot.fronts.slack.workspace import PLATFORM, Workspace


class Uploads:
    """Takes files to be imported, and leaves every other line to those who answer it.

    What is in a file is told in a direct message, wherever it was shared.
    """

    def __init__(
        self,
        bot: MovieBot,
        workspace: Workspace,
        senders: Senders,
        drawing: Drawing,
        delivery: Delivery,
        answering: Answering,
        files: SharedFiles,
    ) -> None:
        self._bot = bot
        self._workspace = workspace
        self._senders = senders
        self._drawing = drawing
        self._delivery = delivery
        self._answering = answering
        self._files = files

    async def to_line(self, line: Line) -> bool:
        """False where the line was not meant for us, or where Slack took no answer."""
        if line.file is None or not await self._is_import(line):
            return await self._answering.to_line(line)
        with logged("an answer to a file"), speaking(await self._answering.language_of(line.member)):
            await self._take(line, line.file)
            return True
        return False

    async def _is_import(self, line: Line) -> bool:
        """Whether the file beside the words is to be read: between the two of us no word is needed for that."""
        prefix = await self._bot.prefix_in(PLATFORM, self._workspace.space)
        words = addressed(line.words, prefix, line.is_addressed)
        command = parse(words) if words is not None else None
        return isinstance(command, ShowImporting) or (line.is_alone and isinstance(command, Unknown))

    async def _take(self, line: Line, file: SharedFile) -> None:
        channel = line.channel if line.is_alone else await self._delivery.direct_channel(line.member)
        place = Place(line.member, channel, line.thread if line.is_alone else None, is_alone=True)
        if not line.is_alone:
            here = Place(line.member, line.channel, line.thread)
            await self._delivery.whisper(here, messages(Reply(_(SENT_DIRECTLY))))
        started = messages(Reply(_("I am reading {name}…", name=file.name)))
        shown = await self._delivery.post(channel, started, place.thread)
        async with Progress(lambda done, total: self._show(place, shown, file.name, done, total)) as progress:
            reply = await self._received(file, place, progress)
        first, *others = await self._drawing.of(reply)
        await self._delivery.change(place, shown, first)
        await self._delivery.post(channel, others, place.thread)
        if reply.files:
            await self._delivery.hand_over(channel, reply.files, place.thread)

    async def _received(self, file: SharedFile, place: Place, progress: Progress) -> Reply:
        try:
            sender = await self._senders.of(place, "", True)
            content = await self._files.fetch(file)
        except MemberError as error:
            return Reply(told(error), private=True)
        except OutsideError as error:
            return Reply(str(error), private=True)
        return await self._bot.receive(file.name, content, sender, progress.told)

    async def _show(self, place: Place, shown: str, name: str, done: int, total: int) -> None:
        words = _("I am reading {name}: {done} of {total} films.", name=name, done=number(done), total=number(total))
        with logged("news of a file"):
            await self._delivery.change(place, shown, messages(Reply(words))[0])
