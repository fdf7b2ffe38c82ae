"""Films to watch later, and members who let others match their taste."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes two tables, each with rows that go when their member goes."""
    op.create_table(
        "later_films",
        sa.Column("member_id", sa.Integer, sa.ForeignKey("members.member_id", ondelete="CASCADE"), primary_key=True),
        sa.Column("movie_id", sa.Integer, primary_key=True),
        sa.Column("added_at", _MOMENT, nullable=False),
        sa.Column("offered_at", _MOMENT),
    )
    op.create_table(
        "shared_tastes",
        sa.Column("member_id", sa.Integer, sa.ForeignKey("members.member_id", ondelete="CASCADE"), primary_key=True),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("folded_name", sa.String(512), nullable=False),
    )
    op.create_index("ix_shared_tastes_folded_name", "shared_tastes", ["folded_name"])
