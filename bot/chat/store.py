"""What the conversation must remember: lists shown, imports offered, and where a direct message acts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from bot.database import METADATA, Database, Moment, new_id
from bot.taste.profile import Verdict
from bot.taste.store import Member, TasteStore, is_member, members

shown_lists = Table(
    "shown_lists",
    METADATA,
    Column("list_id", String(16), primary_key=True),
    Column("member_id", Integer, ForeignKey("members.member_id", ondelete="CASCADE"), nullable=False),
    Column("request", String(512), nullable=False),
    Column("visible", JSON, nullable=False),
    Column("shown", JSON, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("made_at", Moment, nullable=False),
    Index(None, "member_id", "serial"),
)
pending_imports = Table(
    "pending_imports",
    METADATA,
    Column("import_id", String(16), primary_key=True),
    Column("member_id", Integer, ForeignKey("members.member_id", ondelete="CASCADE"), nullable=False, index=True),
    Column("likes", JSON, nullable=False),
    Column("dislikes", JSON, nullable=False),
    Column("seen", JSON, nullable=False),
    Column("aside", JSON, nullable=False),
    Column("later", JSON, nullable=False),
    Column("made_at", Moment, nullable=False),
)
direct_spaces = Table(
    "direct_spaces",
    METADATA,
    Column("platform", String(32), primary_key=True),
    Column("member", String(128), primary_key=True),
    Column("space", String(128), nullable=False),
)

IMPORT_KEPT = timedelta(hours=1)
_COLUMNS = {Verdict.LIKE: "likes", Verdict.DISLIKE: "dislikes", Verdict.SEEN: "seen", Verdict.ASIDE: "aside"}


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list of films in front of its asker: `request` is the spelled command it answers.

    `visible` are the film ids on the message now, `shown` all that this and the lists before it have shown.
    """

    list_id: str
    member_id: int
    request: str
    visible: tuple[int, ...]
    shown: tuple[int, ...]


class ListStore:
    """Lists shown, by id; a member's latest one is what a bare `more` or `why 2` means."""

    def __init__(self, database: Database, tastes: TasteStore) -> None:
        self._database = database
        self._tastes = tastes

    async def add(
        self, member: Member, request: str, visible: Sequence[int], shown: Sequence[int], now: datetime
    ) -> ShownList:
        """Keeps a new list and makes it the member's latest."""
        list_id = new_id()
        async with self._tastes.writing(member) as (connection, member_id):
            made = ShownList(list_id, member_id, request, tuple(visible), tuple(shown))
            newest = select(func.max(shown_lists.c.serial)).where(shown_lists.c.member_id == member_id)
            await connection.execute(
                insert(shown_lists).values(
                    list_id=list_id,
                    member_id=member_id,
                    request=request,
                    visible=list(made.visible),
                    shown=list(made.shown),
                    serial=func.coalesce(newest.scalar_subquery(), 0) + 1,
                    made_at=now,
                )
            )
        return made

    async def change(self, changed: ShownList) -> None:
        """Keeps what the list shows now."""
        async with self._database.writing(changed.member_id) as connection:
            await connection.execute(
                update(shown_lists)
                .where(shown_lists.c.list_id == changed.list_id)
                .values(request=changed.request, visible=list(changed.visible), shown=list(changed.shown))
            )

    async def get(self, list_id: str) -> ShownList | None:
        """The list with this id, whoever asked for it."""
        return await self._one(shown_lists.c.list_id == list_id)

    async def latest(self, member: Member) -> ShownList | None:
        """The list that the member was shown last."""
        theirs = select(members.c.member_id).where(is_member(member)).scalar_subquery()
        return await self._one(shown_lists.c.member_id == theirs)

    async def _one(self, which: ColumnElement[bool]) -> ShownList | None:
        newest = select(shown_lists).where(which).order_by(shown_lists.c.serial.desc()).limit(1)
        async with self._database.reading() as connection:
            row = (await connection.execute(newest)).one_or_none()
        if row is None:
            return None
        return ShownList(row.list_id, row.member_id, row.request, tuple(row.visible), tuple(row.shown))


class PendingImports:
    """Films read from a member's file, until they say yes: one offer a member, and none older than IMPORT_KEPT."""

    def __init__(self, database: Database, tastes: TasteStore) -> None:
        self._database = database
        self._tastes = tastes

    async def add(self, member: Member, history: Mapping[int, Verdict], later: Sequence[int], now: datetime) -> str:
        """Keeps an offer in place of the member's former one; its id."""
        import_id = new_id()
        films = {
            column: [movie_id for movie_id, given in history.items() if given is verdict]
            for verdict, column in _COLUMNS.items()
        }
        async with self._tastes.writing(member) as (connection, member_id):
            await connection.execute(delete(pending_imports).where(pending_imports.c.member_id == member_id))
            row = {"import_id": import_id, "member_id": member_id, **films, "later": list(later), "made_at": now}
            await connection.execute(insert(pending_imports).values(row))
        return import_id

    async def get(
        self, member: Member, import_id: str, now: datetime
    ) -> tuple[Mapping[int, Verdict], list[int]] | None:
        """The verdicts and the films to watch later that the member was offered under this id; None once it is gone."""
        theirs = select(members.c.member_id).where(is_member(member)).scalar_subquery()
        offered = select(pending_imports).where(
            (pending_imports.c.import_id == import_id)
            & (pending_imports.c.member_id == theirs)
            & (pending_imports.c.made_at > now - IMPORT_KEPT)
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(offered)).mappings().one_or_none()
        if row is None:
            return None
        history = {movie_id: verdict for verdict, column in _COLUMNS.items() for movie_id in row[column]}
        return history, row["later"]

    async def drop(self, member: Member, import_id: str) -> None:
        """Forgets the member's offer of this id."""
        async with self._tastes.writing(member) as (connection, member_id):
            mine = (pending_imports.c.import_id == import_id) & (pending_imports.c.member_id == member_id)
            await connection.execute(delete(pending_imports).where(mine))

    async def remove_overdue(self, now: datetime) -> None:
        """Forgets the offers of everybody that nobody has answered in time."""
        async with self._database.writing() as connection:
            await connection.execute(delete(pending_imports).where(pending_imports.c.made_at <= now - IMPORT_KEPT))


class DirectSpaces:
    """The space that a member's direct messages act in, once they have chosen one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def chosen(self, platform: str, member: str) -> str | None:
        """The key of the space chosen, or None."""
        async with self._database.reading() as connection:
            found: str | None = await connection.scalar(select(direct_spaces.c.space).where(_is(platform, member)))
        return found

    async def choose(self, platform: str, member: str, space: str) -> None:
        """Remembers the choice."""
        async with self._database.writing() as connection:
            await connection.execute(delete(direct_spaces).where(_is(platform, member)))
            await connection.execute(insert(direct_spaces).values(platform=platform, member=member, space=space))


def _is(platform: str, member: str) -> ColumnElement[bool]:
    return (direct_spaces.c.platform == platform) & (direct_spaces.c.member == member)
