"""departments and people

Revision ID: 1b6e0c4f92a7
Revises:
Create Date: 2024-02-05 09:12:44
"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision: str = "1b6e0c4f92a7"
down_revision: str | None = None
branch_labels = None
depends_on = None

sex = postgresql.ENUM(name="sex", create_type=False)
practitioner_role = postgresql.ENUM(name="practitionerrole", create_type=False)


def timestamps() -> list[sa.Column]:
    return [
        sa.Column(
            name,
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        )
        for name in ("created_at", "updated_at")
    ]


def upgrade() -> None:
    op.execute("CREATE TYPE sex AS ENUM ('female', 'male', 'other', 'unknown')")
    op.execute(
        "CREATE TYPE practitionerrole AS ENUM "
        "('physician', 'nurse', 'therapist', 'technician')"
    )

    op.create_table(
        "department",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone_extension", sa.String(length=8), nullable=True),
        *timestamps(),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_department_not_own_parent")),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["department.id"],
            name=op.f("fk_department_parent_id_department"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("code", name=op.f("uq_department_code")),
        comment="Departments of the clinic; a unit points at its parent",
    )
    op.create_index(op.f("ix_department_parent_id"), "department", ["parent_id"])

    op.create_table(
        "practitioner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("license_number", sa.String(length=20), nullable=False),
        sa.Column("first_name", sa.String(length=80), nullable=False),
        sa.Column("last_name", sa.String(length=80), nullable=False),
        sa.Column("role", practitioner_role, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("hired_on", sa.Date(), nullable=False),
        sa.Column(
            "is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False
        ),
        *timestamps(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practitioner")),
        sa.UniqueConstraint("license_number", name=op.f("uq_practitioner_license_number")),
        sa.UniqueConstraint("email", name=op.f("uq_practitioner_email")),
    )
    op.create_index(
        op.f("ix_practitioner_last_name_first_name"),
        "practitioner",
        ["last_name", "first_name"],
    )

    op.create_table(
        "practitioner_department",
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column(
            "is_lead", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioner.id"],
            name=op.f("fk_practitioner_department_practitioner_id_practitioner"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_practitioner_department_department_id_department"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "practitioner_id", "department_id", name=op.f("pk_practitioner_department")
        ),
    )
    op.create_index(
        op.f("ix_practitioner_department_department_id"),
        "practitioner_department",
        ["department_id"],
    )

    op.create_table(
        "patient",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "record_number",
            sa.String(length=16),
            nullable=False,
            comment="Medical record number printed on the wristband",
        ),
        sa.Column("first_name", sa.String(length=80), nullable=False),
        sa.Column("last_name", sa.String(length=80), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("sex", sex, server_default=sa.text("'unknown'"), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone_no", sa.String(length=32), nullable=True),
        sa.Column("address_line", sa.String(length=200), nullable=True),
        sa.Column("postcode", sa.String(length=12), nullable=True),
        sa.Column("city", sa.String(length=80), nullable=True),
        *timestamps(),
        sa.CheckConstraint(
            "birth_date >= DATE '1900-01-01'",
            name=op.f("ck_patient_birth_date_plausible"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
        sa.UniqueConstraint("record_number", name=op.f("uq_patient_record_number")),
        comment="People registered with the clinic",
    )
    op.create_index(
        op.f("ix_patient_last_name_birth_date"), "patient", ["last_name", "birth_date"]
    )


def downgrade() -> None:
    op.drop_table("patient")
    op.drop_table("practitioner_department")
    op.drop_table("practitioner")
    op.drop_table("department")
    op.execute("DROP TYPE practitionerrole")
    op.execute("DROP TYPE sex")
