"""Count the pages that were not asked for, since their publisher says that they have not changed.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("run", sa.Column("not_asked", sa.BigInteger(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("run", "not_asked")
