"""What a method found in a version: rows of their own for each method, so that an older method's stay as they were."""

from sqlalchemy import PrimaryKeyConstraint
from sqlmodel import Field, SQLModel

from warehouse.ledger import WITHOUT_ROWID


class SkillFound(SQLModel):
    """`records.SkillMention` of a version."""

    method_id: int
    n: int = Field(description="number of the mention in its version, from 0")
    concept_uri: str | None
    preferred_label: str | None
    skill_type: str
    matched_text: str
    start: int
    end: int
    score: float
    method: str
    field: str


class CredentialFound(SQLModel):
    """`records.CredentialMention` of a version."""

    method_id: int
    n: int = Field(description="number of the mention in its version, from 0")
    credential: str
    issuer: str
    matched_text: str
    start: int
    end: int
    requirement: str
    field: str


class JobPostingSkill(SkillFound, table=True):
    """A skill named in a posting."""

    __tablename__ = "job_posting_skill"
    __table_args__ = (PrimaryKeyConstraint("version_id", "method_id", "n"), WITHOUT_ROWID)

    version_id: int = Field(foreign_key="job_posting_version.id", ondelete="CASCADE")


class CredentialSkill(SkillFound, table=True):
    """A skill named in an offer."""

    __tablename__ = "credential_skill"
    __table_args__ = (PrimaryKeyConstraint("version_id", "method_id", "n"), WITHOUT_ROWID)

    version_id: int = Field(foreign_key="credential_version.id", ondelete="CASCADE")


class JobPostingCredential(CredentialFound, table=True):
    """A credential named in a posting."""

    __tablename__ = "job_posting_credential"
    __table_args__ = (PrimaryKeyConstraint("version_id", "method_id", "n"), WITHOUT_ROWID)

    version_id: int = Field(foreign_key="job_posting_version.id", ondelete="CASCADE")


class CredentialCredential(CredentialFound, table=True):
    """A credential named in an offer."""

    __tablename__ = "credential_credential"
    __table_args__ = (PrimaryKeyConstraint("version_id", "method_id", "n"), WITHOUT_ROWID)

    version_id: int = Field(foreign_key="credential_version.id", ondelete="CASCADE")


class JobPostingClasses(SQLModel, table=True):
    """`records.Classes` of a posting; no row where none is known."""

    __tablename__ = "job_posting_classes"
    __table_args__ = (PrimaryKeyConstraint("version_id", "method_id"), WITHOUT_ROWID)

    version_id: int = Field(foreign_key="job_posting_version.id", ondelete="CASCADE")
    method_id: int
    occupation_uri: str | None
    isco_group: str | None
    onet_soc: str | None
    occupation_score: float | None
    nace_section: str | None
    naics: str | None
