"""Lists that members bring from elsewhere: offered until they say yes, and taken back as one action."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes a table of lists offered; the journal learns of films that an action put on the list to watch later."""
    op.add_column("changes", sa.Column("is_later", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "pending_imports",
        sa.Column("import_id", sa.String(16), primary_key=True),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("members.member_id", ondelete="CASCADE"), nullable=False),
        sa.Column("likes", sa.JSON, nullable=False),
        sa.Column("dislikes", sa.JSON, nullable=False),
        sa.Column("seen", sa.JSON, nullable=False),
        sa.Column("aside", sa.JSON, nullable=False),
        sa.Column("later", sa.JSON, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_pending_imports_member_id", "pending_imports", ["member_id"])
