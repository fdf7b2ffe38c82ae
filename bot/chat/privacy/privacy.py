"""Answers about the data that is kept."""

from datetime import datetime

from bot.chat import words_of_privacy as words
from bot.chat.commands import ForgetMe, MyData, Reach
from bot.chat.language import _
from bot.chat.library import Library
from bot.chat.privacy.files import as_csv, as_json
from bot.chat.privacy.store import Person, PersonalRows
from bot.chat.reply import Button, Reply
from bot.database import Database
from bot.taste.store import Member, verdicts


class Privacy:
    """Tells, hands out and removes what is kept about a member."""

    def __init__(self, database: Database, library: Library) -> None:
        self._rows = PersonalRows(database)
        self._library = library

    def told(self) -> Reply:
        """What is kept, why and how long."""
        buttons = (Button(_("My data"), MyData()), Button(_("Forget me"), ForgetMe()))
        return Reply(words.told(), buttons=buttons, private=True)

    async def my_data(self, member: Member, name: str, space_name: str, now: datetime) -> Reply:
        """Everything kept about the member in their space, as files."""
        person = Person(member.platform, member.member, member.space)
        rows = await self._rows.of(person)
        if not any(rows.values()):
            return Reply(words.nothing(space_name), private=True)
        files = (as_json(rows, person, name, self._title, now), as_csv(rows[verdicts.name], self._title))
        return Reply(words.files(space_name), files=files, private=True)

    async def forget_me(self, command: ForgetMe, member: Member, space_name: str) -> Reply:
        """Asks where the member is to be forgotten; then removes everything there, and says what it was."""
        if command.reach is Reach.ASK:
            here, everywhere = ForgetMe(Reach.HERE), ForgetMe(Reach.EVERYWHERE)
            buttons = (Button(_("Forget me here"), here), Button(_("Forget me everywhere"), everywhere))
            return Reply(words.ask_to_forget(space_name), buttons=buttons, private=True)
        is_here = command.reach is Reach.HERE
        removed = await self._rows.remove(Person(member.platform, member.member, member.space if is_here else None))
        return Reply(words.receipt(removed, space_name if is_here else None), private=True)

    def _title(self, movie_id: int) -> str:
        return str(self._library.catalogue.get(movie_id) or f"film #{movie_id}")
