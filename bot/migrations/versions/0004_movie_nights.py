"""Movie nights, the members in them, and the messages that they have to say."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def _night_id() -> sa.Column[str]:
    return sa.Column("night_id", sa.String(16), sa.ForeignKey("nights.night_id", ondelete="CASCADE"), primary_key=True)


def upgrade() -> None:
    """Makes three tables; the rows of two of them go when their night goes."""
    op.create_table(
        "nights",
        sa.Column("night_id", sa.String(16), primary_key=True),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("space", sa.String(128), nullable=False),
        sa.Column("channel", sa.String(128), nullable=False),
        sa.Column("open_channel", sa.String(128)),
        sa.Column("stage", sa.SmallInteger, nullable=False),
        sa.Column("start_at", _MOMENT, nullable=False),
        sa.Column("moves_at", _MOMENT),
        sa.Column("details", sa.JSON, nullable=False),
        sa.UniqueConstraint("platform", "space", "open_channel", name="uq_nights_platform_space_open_channel"),
    )
    op.create_index("ix_nights_moves_at", "nights", ["moves_at"])
    op.create_index("ix_nights_platform_space_start_at", "nights", ["platform", "space", "start_at"])
    op.create_table(
        "night_members",
        _night_id(),
        sa.Column("member", sa.String(128), primary_key=True),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("space", sa.String(128), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("presence", sa.String(16)),
        sa.Column("is_host", sa.Boolean, nullable=False),
        sa.Column("suggested", sa.JSON, nullable=False),
        sa.Column("ballot", sa.JSON, nullable=False),
        sa.Column("has_vetoed", sa.Boolean, nullable=False),
        sa.Column("satisfaction", sa.Float),
        sa.Column("chance", sa.Float),
        sa.Column("tap", sa.String(16)),
    )
    op.create_index("ix_night_members_platform_space_member", "night_members", ["platform", "space", "member"])
    op.create_table(
        "night_messages",
        _night_id(),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("due_at", _MOMENT, primary_key=True),
        sa.Column("claimed_at", _MOMENT),
        sa.Column("held_at", _MOMENT),
        sa.Column("settled_at", _MOMENT),
        sa.Column("message_id", sa.String(128)),
    )
    op.create_index(
        "ix_night_messages_settled_at_held_at_due_at", "night_messages", ["settled_at", "held_at", "due_at"]
    )
