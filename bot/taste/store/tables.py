"""The tables of what members say of films, and of who among the members is one person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    CompoundSelect,
    ForeignKey,
    Index,
    Integer,
    Select,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    false,
    select,
    union,
)

from bot.database import METADATA, Moment

LONGEST_NAME = 128

members = Table(
    "members",
    METADATA,
    Column("member_id", Integer, primary_key=True),
    Column("platform", String(32), nullable=False),
    Column("space", String(128), nullable=False),
    Column("member", String(128), nullable=False),
    UniqueConstraint("platform", "space", "member"),
)
verdicts = Table(
    "verdicts",
    METADATA,
    Column("member_id", Integer, ForeignKey("members.member_id", ondelete="CASCADE"), primary_key=True),
    Column("movie_id", Integer, primary_key=True),
    Column("verdict", SmallInteger, nullable=False),
    Column("given_at", Moment, nullable=False),
)
changes = Table(
    "changes",
    METADATA,
    Column("change_id", Integer, primary_key=True),
    Column("member_id", Integer, ForeignKey("members.member_id", ondelete="CASCADE"), nullable=False),
    Column("movie_id", Integer, nullable=False),
    Column("action", Integer, nullable=False),
    Column("before", SmallInteger),
    Column("after", SmallInteger),
    Column("changed_at", Moment, nullable=False),
    Column("is_later", Boolean, nullable=False, server_default=false()),
    Column("before_at", Moment),
    Index(None, "member_id", "action"),
)
later_films = Table(
    "later_films",
    METADATA,
    Column("member_id", Integer, ForeignKey("members.member_id", ondelete="CASCADE"), primary_key=True),
    Column("movie_id", Integer, primary_key=True),
    Column("added_at", Moment, nullable=False),
    Column("offered_at", Moment),
)
joined_members = Table(
    "joined_members",
    METADATA,
    Column("member_id", Integer, ForeignKey("members.member_id", ondelete="CASCADE"), primary_key=True),
    Column("person", String(16), nullable=False, index=True),
    Column("name", String(LONGEST_NAME), nullable=False),
    Column("place", String(LONGEST_NAME), nullable=False),
    Column("joined_at", Moment, nullable=False),
)
"""Members with the same `person` are one: what each of them says counts for all, until they part."""
unsaid_films = Table(
    "unsaid_films",
    METADATA,
    Column("member_id", Integer, ForeignKey("members.member_id", ondelete="CASCADE"), primary_key=True),
    Column("movie_id", Integer, primary_key=True),
    Column("unsaid_at", Moment, primary_key=True),
    Column("is_later", Boolean, primary_key=True),
)
"""Films that a member took back though another of the same person had said them: those rows stay as they are."""

_MOST_IN_A_STATEMENT = 5_000  # PostgreSQL takes 32,767 values in one, SQLite 32,766


@dataclass(frozen=True, slots=True)
class Member:
    """A person in one space of one platform; the same person elsewhere is another member."""

    platform: str
    space: str
    member: str


def is_member(member: Member) -> ColumnElement[bool]:
    """The member's row in `members`."""
    return (
        (members.c.platform == member.platform)
        & (members.c.space == member.space)
        & (members.c.member == member.member)
    )


def own_key(member: Member) -> Select[int]:
    """The key of the member's rows."""
    return select(members.c.member_id).where(is_member(member))


def same_person(own: Select[int]) -> CompoundSelect[int]:
    """The key of one member, and of those who are one with them."""
    mine, theirs = joined_members.alias(), joined_members.alias()
    joined = select(theirs.c.member_id).join(mine, mine.c.person == theirs.c.person)
    return union(own, joined.where(mine.c.member_id.in_(own)))


def in_parts(movie_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """As many at a time as one statement takes."""
    return (movie_ids[first : first + _MOST_IN_A_STATEMENT] for first in range(0, len(movie_ids), _MOST_IN_A_STATEMENT))
