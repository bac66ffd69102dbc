"""Keep who publishes a source under which terms, what it says it has, and what was noticed.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COLUMNS: dict[str, sa.types.TypeEngine[int] | sa.types.TypeEngine[str]] = {
    "publisher": sa.Text(),
    "terms_url": sa.Text(),
    "retention_days": sa.BigInteger(),
    "expected": sa.BigInteger(),
    "warnings": sa.Text(),
}


def upgrade() -> None:
    for name, kind in COLUMNS.items():
        op.add_column("run", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_column("run", name)
