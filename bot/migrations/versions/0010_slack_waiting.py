"""Slack's messages whose answers take long: where they stand, until they are answered."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes one table, which knows neither members nor their words."""
    op.create_table(
        "slack_waiting",
        sa.Column("event_id", sa.String(64), primary_key=True),
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("ts", sa.String(32), nullable=False),
        sa.Column("thread", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
    )
