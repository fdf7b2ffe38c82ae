"""A member's films as files for elsewhere."""

from bot.chat import words_of_imports as words
from bot.chat.commands import Export
from bot.chat.library import Library
from bot.chat.reply import Attachment, Button, Reply
from bot.taste.exports import Format, export
from bot.taste.later import LaterStore
from bot.taste.store import Member, TasteStore


class Exporting:
    """Answers with files."""

    def __init__(self, library: Library, tastes: TasteStore, laters: LaterStore) -> None:
        self._library = library
        self._tastes = tastes
        self._laters = laters

    async def export(self, command: Export, member: Member) -> Reply:
        """The member's verdicts and films to watch later."""
        film = self._library.film
        told = [(film(movie_id), verdict) for movie_id, verdict in await self._tastes.told(member)]
        later = [film(one.movie_id) for one in await self._laters.waiting(member)]
        if not told and not later:
            return Reply(words.nothing_to_export(), private=True)
        files = [Attachment(one.name, one.media_type, one.content) for one in export(command.form, told, later)]
        others = tuple(Button(words.format_name(form), Export(form)) for form in Format if form is not command.form)
        return Reply(words.exported(command.form, len(told), len(later)), buttons=others, private=True, files=(*files,))
