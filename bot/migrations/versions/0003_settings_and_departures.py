"""How the bot behaves in a space, spaces that it has left, and members whom it has greeted."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes three tables, each keyed by the platform's own names."""
    op.create_table(
        "space_settings",
        sa.Column("platform", sa.String(32), primary_key=True),
        sa.Column("space", sa.String(128), primary_key=True),
        sa.Column("settings", sa.JSON, nullable=False),
    )
    op.create_table(
        "departures",
        sa.Column("platform", sa.String(32), primary_key=True),
        sa.Column("space", sa.String(128), primary_key=True),
        sa.Column("left_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "greetings",
        sa.Column("platform", sa.String(32), primary_key=True),
        sa.Column("space", sa.String(128), primary_key=True),
        sa.Column("member", sa.String(128), primary_key=True),
        sa.Column("greeted_at", _MOMENT, nullable=False),
    )
