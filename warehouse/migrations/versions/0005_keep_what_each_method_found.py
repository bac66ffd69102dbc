"""Keep what each method found: mentions bear their method, and a ledger says what it read.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MENTIONS = ("job_posting_skill", "job_posting_credential", "credential_skill", "credential_credential")
READ = """
    INSERT INTO tagging (run_id, ordinal, method_id, in_force_date)
    SELECT id >> 40, (id >> 20) & 1048575, 0, min(first_seen_date) FROM (
        SELECT version.id, first_seen_date
        FROM job_posting_version AS version JOIN job_posting ON job_posting.id = record_id
        UNION ALL
        SELECT version.id, first_seen_date
        FROM credential_version AS version JOIN credential ON credential.id = record_id) AS stored
    GROUP BY 1, 2
"""


def upgrade() -> None:
    op.create_table(
        "method",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_of", sa.Text(), nullable=False),
        sa.Column("taken_up", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_method")),
        sa.UniqueConstraint("name", name=op.f("uq_method_name")),
    )
    op.execute("INSERT INTO method VALUES (0, 'unversioned', 'what tagged before methods had versions', 0)")
    op.create_table(
        "tagging",
        sa.Column("run_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("method_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("in_force_date", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["method_id"], ["method.id"], name=op.f("fk_tagging_method_id")),
        sa.PrimaryKeyConstraint("run_id", "ordinal", "method_id", name=op.f("pk_tagging")),
        sqlite_with_rowid=False,
    )
    op.execute(READ)
    for table in MENTIONS:
        with op.batch_alter_table(table, table_kwargs={"sqlite_with_rowid": False}) as batch:
            batch.add_column(sa.Column("method_id", sa.BigInteger(), nullable=False, server_default="0"))
            batch.drop_constraint(op.f(f"pk_{table}"), type_="primary")
            batch.create_primary_key(op.f(f"pk_{table}"), ["version_id", "method_id", "n"])
    op.create_table(
        "job_posting_classes",
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.Column("method_id", sa.BigInteger(), nullable=False),
        sa.Column("occupation_uri", sa.Text(), nullable=True),
        sa.Column("isco_group", sa.Text(), nullable=True),
        sa.Column("onet_soc", sa.Text(), nullable=True),
        sa.Column("occupation_score", sa.Float(), nullable=True),
        sa.Column("nace_section", sa.Text(), nullable=True),
        sa.Column("naics", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["job_posting_version.id"],
            name=op.f("fk_job_posting_classes_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "method_id", name=op.f("pk_job_posting_classes")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("job_posting_classes")
    for table in MENTIONS:
        op.execute(f"DELETE FROM {table} WHERE method_id <> 0")  # noqa: S608 - our own table
        with op.batch_alter_table(table, table_kwargs={"sqlite_with_rowid": False}) as batch:
            batch.drop_constraint(op.f(f"pk_{table}"), type_="primary")
            batch.create_primary_key(op.f(f"pk_{table}"), ["version_id", "n"])
            batch.drop_column("method_id")
    op.drop_table("tagging")
    op.drop_table("method")
