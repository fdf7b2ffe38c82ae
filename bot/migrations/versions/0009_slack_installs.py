"""Where the Slack app is installed, and installations that have been begun."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes two tables; tokens lie in the first under seal."""
    op.create_table(
        "slack_installs",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("team_name", sa.String(255), nullable=False),
        sa.Column("bot_member", sa.String(32), nullable=False),
        sa.Column("bot_name", sa.String(255), nullable=False),
        sa.Column("sealed_token", sa.Text, nullable=False),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "slack_states",
        sa.Column("state", sa.String(64), primary_key=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_slack_states_expires_at", "slack_states", ["expires_at"])
