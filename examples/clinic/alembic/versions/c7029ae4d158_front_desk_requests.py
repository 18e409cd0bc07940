"""front desk requests: fax, family doctor, cancellations

Revision ID: c7029ae4d158
Revises: 83f15b9d6e04
Create Date: 2024-11-12 16:21:09
"""
from alembic import op
import sqlalchemy as sa

revision: str = "c7029ae4d158"
down_revision: str | None = "83f15b9d6e04"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("patient", sa.Column("fax", sa.String(length=32), nullable=True))
    op.add_column(
        "patient", sa.Column("primary_practitioner_id", sa.Integer(), nullable=True)
    )
    op.create_foreign_key(
        op.f("fk_patient_primary_practitioner_id_practitioner"),
        "patient",
        "practitioner",
        ["primary_practitioner_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.create_index(
        op.f("ix_patient_primary_practitioner_id"),
        "patient",
        ["primary_practitioner_id"],
    )

    op.alter_column(
        "appointment",
        "reason",
        existing_type=sa.String(length=120),
        type_=sa.String(length=200),
        existing_nullable=True,
    )
    op.add_column(
        "appointment",
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index(
        op.f("ix_appointment_open"),
        "appointment",
        ["starts_at"],
        postgresql_where=sa.text("cancelled_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_appointment_open"), table_name="appointment")
    op.drop_column("appointment", "cancelled_at")
    op.alter_column(
        "appointment",
        "reason",
        existing_type=sa.String(length=200),
        type_=sa.String(length=120),
        existing_nullable=True,
        postgresql_using="left(reason, 120)",
    )

    op.drop_index(op.f("ix_patient_primary_practitioner_id"), table_name="patient")
    op.drop_constraint(
        op.f("fk_patient_primary_practitioner_id_practitioner"),
        "patient",
        type_="foreignkey",
    )
    op.drop_column("patient", "primary_practitioner_id")
    op.drop_column("patient", "fax")
