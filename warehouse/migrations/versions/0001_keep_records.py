"""Keep records, versions, sightings and the ledger.

The descriptions stand last in their rows, so that SQLite reads the columns before them without the long text. The views
show people what each source said last.

Revision ID: 0001
Revises:
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


CURRENT = """
    CREATE VIEW {kind}_current AS
    SELECT identity.first_seen_date, identity.last_seen_date, newest.run, version.*
    FROM (
        SELECT version.record_id, sighting.version_id, run.name AS run, row_number() OVER (
            PARTITION BY version.record_id ORDER BY run.as_of DESC, sighting.ordinal DESC, sighting.row DESC) AS place
        FROM {kind}_sighting AS sighting
        JOIN run ON run.id = sighting.run_id AND run.state = 'loaded' AND NOT run.withdrawn
        JOIN {kind}_version AS version ON version.id = sighting.version_id
    ) AS newest
    JOIN {kind}_version AS version ON version.id = newest.version_id
    JOIN {kind} AS identity ON identity.id = newest.record_id
    WHERE newest.place = 1
"""


def upgrade() -> None:
    op.create_table(
        "credential",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("identifier", sa.Text(), nullable=False),
        sa.Column("first_seen_date", sa.Date(), nullable=False),
        sa.Column("last_seen_date", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credential")),
        sa.UniqueConstraint("source", "identifier", name=op.f("uq_credential_source_identifier")),
    )
    op.create_table(
        "job_posting",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("identifier", sa.Text(), nullable=False),
        sa.Column("first_seen_date", sa.Date(), nullable=False),
        sa.Column("last_seen_date", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_posting")),
        sa.UniqueConstraint("source", "identifier", name=op.f("uq_job_posting_source_identifier")),
    )
    op.create_table(
        "mark",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark")),
    )
    op.create_table(
        "run",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column("attribution", sa.Text(), nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("robots", sa.Text(), nullable=True),
        sa.Column("fetched", sa.BigInteger(), nullable=False),
        sa.Column("parsed", sa.BigInteger(), nullable=False),
        sa.Column("rejected", sa.BigInteger(), nullable=False),
        sa.Column("requests", sa.BigInteger(), nullable=False),
        sa.Column("input_sha256", sa.Text(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("inserted", sa.BigInteger(), nullable=False),
        sa.Column("updated", sa.BigInteger(), nullable=False),
        sa.Column("unchanged", sa.BigInteger(), nullable=False),
        sa.Column("rejected_in_loading", sa.BigInteger(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("closing", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        sa.UniqueConstraint("source", "name", name=op.f("uq_run_source_name")),
    )
    op.create_index(op.f("ix_run_source_as_of"), "run", ["source", "as_of"])

    op.create_table(
        "credential_version",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("identifier", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("offered_by", sa.Text(), nullable=True),
        sa.Column("provider_kind", sa.Text(), nullable=True),
        sa.Column("provider_key", sa.Text(), nullable=True),
        sa.Column("teaches", sa.JSON(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("delivery_mode", sa.Text(), nullable=True),
        sa.Column("pacing", sa.Text(), nullable=True),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("subdivision", sa.Text(), nullable=True),
        sa.Column("time_required", sa.Text(), nullable=True),
        sa.Column("duration_hours", sa.Float(), nullable=True),
        sa.Column("duration_weeks", sa.Float(), nullable=True),
        sa.Column("pace_hours_per_week", sa.Float(), nullable=True),
        sa.Column("price", sa.Float(), nullable=True),
        sa.Column("price_currency", sa.Text(), nullable=True),
        sa.Column("price_kind", sa.Text(), nullable=True),
        sa.Column("credential_type", sa.Text(), nullable=True),
        sa.Column("price_unit", sa.Text(), nullable=True),
        sa.Column("accredited_by", sa.Text(), nullable=True),
        sa.Column("credit_value", sa.Float(), nullable=True),
        sa.Column("credit_unit", sa.Text(), nullable=True),
        sa.Column("stackable_into", sa.JSON(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=True),
        sa.Column("instructors", sa.JSON(), nullable=False),
        sa.Column("career_support", sa.Text(), nullable=True),
        sa.Column("industry_partners", sa.JSON(), nullable=False),
        sa.Column("rating", sa.Float(), nullable=True),
        sa.Column("rating_count", sa.BigInteger(), nullable=True),
        sa.Column("enrolled_count", sa.BigInteger(), nullable=True),
        sa.Column("measured_date", sa.Date(), nullable=True),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("date_published", sa.Date(), nullable=True),
        sa.Column("same_as", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("content_key", sa.BigInteger(), nullable=False),
        sa.Column("text_key", sa.Text(), nullable=False),
        sa.Column("minhash", sa.LargeBinary(), nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["credential.id"], name=op.f("fk_credential_version_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credential_version")),
        sa.UniqueConstraint("record_id", "content_key", name=op.f("uq_credential_version_record_id_content_key")),
    )

    op.create_table(
        "job_posting_version",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("identifier", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("hiring_organization", sa.Text(), nullable=True),
        sa.Column("job_location", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("subdivision", sa.Text(), nullable=True),
        sa.Column("remote", sa.Boolean(), nullable=True),
        sa.Column("date_posted", sa.Date(), nullable=True),
        sa.Column("valid_through", sa.Date(), nullable=True),
        sa.Column("employment_type", sa.Text(), nullable=True),
        sa.Column("occupation", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("seniority", sa.Text(), nullable=True),
        sa.Column("education_level", sa.Text(), nullable=True),
        sa.Column("experience_months", sa.BigInteger(), nullable=True),
        sa.Column("base_salary", sa.Text(), nullable=True),
        sa.Column("pay_low", sa.Float(), nullable=True),
        sa.Column("pay_high", sa.Float(), nullable=True),
        sa.Column("pay_currency", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("is_agency", sa.Boolean(), nullable=True),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("content_key", sa.BigInteger(), nullable=False),
        sa.Column("text_key", sa.Text(), nullable=False),
        sa.Column("minhash", sa.LargeBinary(), nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=False),
        sa.Column("pay_unit", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["job_posting.id"], name=op.f("fk_job_posting_version_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_posting_version")),
        sa.UniqueConstraint("record_id", "content_key", name=op.f("uq_job_posting_version_record_id_content_key")),
    )

    op.create_table(
        "reject",
        sa.Column("run_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("row", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("pointer", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_reject_run_id")),
        sa.PrimaryKeyConstraint("run_id", "stage", "ordinal", "row", name=op.f("pk_reject")),
    )
    op.create_table(
        "shard",
        sa.Column("run_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("records", sa.BigInteger(), nullable=False),
        sa.Column("rejected", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_shard_run_id")),
        sa.PrimaryKeyConstraint("run_id", "ordinal", name=op.f("pk_shard")),
    )
    op.create_table(
        "credential_credential",
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("credential", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("matched_text", sa.Text(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("requirement", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["credential_version.id"],
            name=op.f("fk_credential_credential_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "n", name=op.f("pk_credential_credential")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "credential_sighting",
        sa.Column("run_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("row", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_credential_sighting_run_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["credential_version.id"], name=op.f("fk_credential_sighting_version_id")
        ),
        sa.PrimaryKeyConstraint("run_id", "ordinal", "row", name=op.f("pk_credential_sighting")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_credential_sighting_version_id"), "credential_sighting", ["version_id"])

    op.create_table(
        "credential_skill",
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("concept_uri", sa.Text(), nullable=True),
        sa.Column("preferred_label", sa.Text(), nullable=True),
        sa.Column("skill_type", sa.Text(), nullable=False),
        sa.Column("matched_text", sa.Text(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["credential_version.id"], name=op.f("fk_credential_skill_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("version_id", "n", name=op.f("pk_credential_skill")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "job_posting_credential",
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("credential", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("matched_text", sa.Text(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("requirement", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["job_posting_version.id"],
            name=op.f("fk_job_posting_credential_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "n", name=op.f("pk_job_posting_credential")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "job_posting_sighting",
        sa.Column("run_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("row", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_job_posting_sighting_run_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["job_posting_version.id"], name=op.f("fk_job_posting_sighting_version_id")
        ),
        sa.PrimaryKeyConstraint("run_id", "ordinal", "row", name=op.f("pk_job_posting_sighting")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_job_posting_sighting_version_id"), "job_posting_sighting", ["version_id"])

    op.create_table(
        "job_posting_skill",
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("concept_uri", sa.Text(), nullable=True),
        sa.Column("preferred_label", sa.Text(), nullable=True),
        sa.Column("skill_type", sa.Text(), nullable=False),
        sa.Column("matched_text", sa.Text(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["job_posting_version.id"], name=op.f("fk_job_posting_skill_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("version_id", "n", name=op.f("pk_job_posting_skill")),
        sqlite_with_rowid=False,
    )
    for kind in ("job_posting", "credential"):
        op.execute(CURRENT.format(kind=kind))


def downgrade() -> None:
    for kind in ("job_posting", "credential"):
        op.execute(f"DROP VIEW {kind}_current")
    op.drop_table("job_posting_skill")
    op.drop_table("job_posting_sighting")
    op.drop_table("job_posting_credential")
    op.drop_table("credential_skill")
    op.drop_table("credential_sighting")
    op.drop_table("credential_credential")
    op.drop_table("shard")
    op.drop_table("reject")
    op.drop_table("job_posting_version")
    op.drop_table("credential_version")
    op.drop_table("run")
    op.drop_table("mark")
    op.drop_table("job_posting")
    op.drop_table("credential")
