"""The language that a member has chosen for themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table; who has no row is answered in the language of the place."""
    op.create_table(
        "member_languages",
        sa.Column("platform", sa.String(32), primary_key=True),
        sa.Column("member", sa.String(128), primary_key=True),
        sa.Column("language", sa.String(16), nullable=False),
    )
