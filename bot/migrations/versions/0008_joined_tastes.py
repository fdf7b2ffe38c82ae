"""Members who are one person: codes to join by, who is joined, and what one of them took back of another's words."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def _member() -> sa.Column[int]:
    return sa.Column("member_id", sa.Integer, sa.ForeignKey("members.member_id", ondelete="CASCADE"), primary_key=True)


def upgrade() -> None:
    """Makes three tables whose rows go when their member goes; the journal learns when a verdict before was given."""
    op.add_column("changes", sa.Column("before_at", _MOMENT))
    op.create_table(
        "link_codes",
        _member(),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("place", sa.String(128), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
    )
    op.create_index("ix_link_codes_code_hash", "link_codes", ["code_hash"])
    op.create_table(
        "joined_members",
        _member(),
        sa.Column("person", sa.String(16), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("place", sa.String(128), nullable=False),
        sa.Column("joined_at", _MOMENT, nullable=False),
    )
    op.create_index("ix_joined_members_person", "joined_members", ["person"])
    op.create_table(
        "unsaid_films",
        _member(),
        sa.Column("movie_id", sa.Integer, primary_key=True),
        sa.Column("unsaid_at", _MOMENT, primary_key=True),
        sa.Column("is_later", sa.Boolean, primary_key=True),
    )
