"""Keep the town of a posting and of an offer.

Revision ID: 0004
Revises: 0003
"""

from importlib import import_module

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

CURRENT = import_module("warehouse.migrations.versions.0001_keep_records").CURRENT
KINDS = ("job_posting", "credential")


def upgrade() -> None:
    for kind in KINDS:
        op.execute(f"DROP VIEW {kind}_current")
        op.add_column(f"{kind}_version", sa.Column("city", sa.Text(), nullable=True))
        op.execute(CURRENT.format(kind=kind))


def downgrade() -> None:
    for kind in KINDS:
        op.execute(f"DROP VIEW {kind}_current")
        op.drop_column(f"{kind}_version", "city")
        op.execute(CURRENT.format(kind=kind))
