"""The tables of movie nights; what they hold of a member is in the member's own rows and nowhere else."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
)

from bot.database import METADATA, Moment

nights = Table(
    "nights",
    METADATA,
    Column("night_id", String(16), primary_key=True),
    Column("platform", String(32), nullable=False),
    Column("space", String(128), nullable=False),
    Column("channel", String(128), nullable=False),
    Column("open_channel", String(128)),
    Column("stage", SmallInteger, nullable=False),
    Column("start_at", Moment, nullable=False),
    Column("moves_at", Moment, index=True),
    Column("details", JSON, nullable=False),
    # One open night a channel, and any number of nights that have ended: NULLs differ from each other.
    UniqueConstraint("platform", "space", "open_channel"),
    Index(None, "platform", "space", "start_at"),
)
night_members = Table(
    "night_members",
    METADATA,
    Column("night_id", String(16), ForeignKey("nights.night_id", ondelete="CASCADE"), primary_key=True),
    Column("member", String(128), primary_key=True),
    Column("platform", String(32), nullable=False),
    Column("space", String(128), nullable=False),
    Column("position", Integer, nullable=False),
    Column("presence", String(16)),
    Column("is_host", Boolean, nullable=False),
    Column("suggested", JSON, nullable=False),
    Column("ballot", JSON, nullable=False),
    Column("has_vetoed", Boolean, nullable=False),
    Column("satisfaction", Float),
    Column("chance", Float),
    Column("tap", String(16)),
    Index(None, "platform", "space", "member"),
)
night_messages = Table(
    "night_messages",
    METADATA,
    Column("night_id", String(16), ForeignKey("nights.night_id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("due_at", Moment, primary_key=True),
    Column("claimed_at", Moment),
    Column("held_at", Moment),
    Column("settled_at", Moment),
    Column("message_id", String(128)),
    # A tick reads what is unsettled, unclaimed and due, and nothing else.
    Index(None, "settled_at", "held_at", "due_at"),
)
