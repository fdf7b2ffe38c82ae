"""Members, their verdicts and changes, the lists shown to them, and posters looked up."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the first tables."""
    op.create_table(
        "members",
        sa.Column("member_id", sa.Integer, primary_key=True),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("space", sa.String(128), nullable=False),
        sa.Column("member", sa.String(128), nullable=False),
        sa.UniqueConstraint("platform", "space", "member", name="uq_members_platform_space_member"),
    )
    op.create_table(
        "verdicts",
        sa.Column("member_id", sa.Integer, sa.ForeignKey("members.member_id", ondelete="CASCADE"), primary_key=True),
        sa.Column("movie_id", sa.Integer, primary_key=True),
        sa.Column("verdict", sa.SmallInteger, nullable=False),
        sa.Column("given_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "changes",
        sa.Column("change_id", sa.Integer, primary_key=True),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("members.member_id", ondelete="CASCADE"), nullable=False),
        sa.Column("movie_id", sa.Integer, nullable=False),
        sa.Column("action", sa.Integer, nullable=False),
        sa.Column("before", sa.SmallInteger),
        sa.Column("after", sa.SmallInteger),
        sa.Column("changed_at", _MOMENT, nullable=False),
    )
    op.create_index("ix_changes_member_id_action", "changes", ["member_id", "action"])
    op.create_table(
        "shown_lists",
        sa.Column("list_id", sa.String(16), primary_key=True),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("members.member_id", ondelete="CASCADE"), nullable=False),
        sa.Column("request", sa.String(512), nullable=False),
        sa.Column("visible", sa.JSON, nullable=False),
        sa.Column("shown", sa.JSON, nullable=False),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
    )
    op.create_index("ix_shown_lists_member_id_serial", "shown_lists", ["member_id", "serial"])
    op.create_table(
        "direct_spaces",
        sa.Column("platform", sa.String(32), primary_key=True),
        sa.Column("member", sa.String(128), primary_key=True),
        sa.Column("space", sa.String(128), nullable=False),
    )
    op.create_table(
        "posters",
        sa.Column("movie_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("link", sa.String(3000)),
        sa.Column("runtime_minutes", sa.Integer),
        sa.Column("imdb_rating", sa.Float),
        sa.Column("age_rating", sa.String(32)),
        sa.Column("expires_at", _MOMENT, nullable=False),
    )
