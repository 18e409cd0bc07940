"""appointments and clinical records

Revision ID: 4d8a27e15c30
Revises: 1b6e0c4f92a7
Create Date: 2024-03-18 14:40:02
"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision: str = "4d8a27e15c30"
down_revision: str | None = "1b6e0c4f92a7"
branch_labels = None
depends_on = None

appointment_status = postgresql.ENUM(name="appointmentstatus", create_type=False)
encounter_kind = postgresql.ENUM(name="encounterkind", create_type=False)
lab_flag = postgresql.ENUM(name="labflag", create_type=False)


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
    op.execute(
        "CREATE TYPE appointmentstatus AS ENUM "
        "('scheduled', 'checked_in', 'completed', 'cancelled')"
    )
    op.execute(
        "CREATE TYPE encounterkind AS ENUM "
        "('consultation', 'follow_up', 'procedure', 'telehealth')"
    )
    op.execute("CREATE TYPE labflag AS ENUM ('normal', 'low', 'high', 'critical')")

    op.create_table(
        "room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column(
            "capacity", sa.Integer(), server_default=sa.text("1"), nullable=False
        ),
        *timestamps(),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_room_capacity_positive")),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_room_department_id_department"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint(
            "department_id", "code", name=op.f("uq_room_department_id_code")
        ),
    )

    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            appointment_status,
            server_default=sa.text("'scheduled'"),
            nullable=False,
        ),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=True),
        *timestamps(),
        sa.CheckConstraint(
            "ends_at > starts_at", name=op.f("ck_appointment_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_appointment_patient_id_patient"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioner.id"],
            name=op.f("fk_appointment_practitioner_id_practitioner"),
        ),
        sa.ForeignKeyConstraint(
            ["room_id"],
            ["room.id"],
            name=op.f("fk_appointment_room_id_room"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        comment="Booked visits, past and to come",
    )
    op.create_index(op.f("ix_appointment_patient_id"), "appointment", ["patient_id"])
    op.create_index(op.f("ix_appointment_room_id"), "appointment", ["room_id"])

    op.create_table(
        "encounter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("kind", encounter_kind, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("temperature_c", sa.Numeric(precision=4, scale=1), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        *timestamps(),
        sa.CheckConstraint(
            "temperature_c BETWEEN 30.0 AND 45.0",
            name=op.f("ck_encounter_temperature_plausible"),
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_encounter_appointment_id_appointment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_encounter")),
        sa.UniqueConstraint("appointment_id", name=op.f("uq_encounter_appointment_id")),
    )

    op.create_table(
        "diagnosis",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("encounter_id", sa.Uuid(), nullable=False),
        sa.Column("icd10_code", sa.String(length=8), nullable=False),
        sa.Column("description", sa.String(length=200), nullable=False),
        sa.Column(
            "is_primary", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        *timestamps(),
        sa.CheckConstraint(
            "icd10_code ~ '^[A-Z][0-9]'", name=op.f("ck_diagnosis_icd10_code_form")
        ),
        sa.ForeignKeyConstraint(
            ["encounter_id"],
            ["encounter.id"],
            name=op.f("fk_diagnosis_encounter_id_encounter"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diagnosis")),
        sa.UniqueConstraint(
            "encounter_id", "icd10_code", name=op.f("uq_diagnosis_encounter_id_icd10_code")
        ),
    )
    op.create_index(op.f("ix_diagnosis_icd10_code"), "diagnosis", ["icd10_code"])

    op.create_table(
        "medication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("atc_code", sa.String(length=7), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("strength", sa.String(length=40), nullable=False),
        sa.Column("unit_price", sa.Numeric(precision=10, scale=2), nullable=False),
        *timestamps(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_medication")),
        sa.UniqueConstraint("name", "strength", name=op.f("uq_medication_name_strength")),
    )
    op.create_index(op.f("ix_medication_atc_code"), "medication", ["atc_code"])

    op.create_table(
        "prescription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("encounter_id", sa.Uuid(), nullable=False),
        sa.Column("medication_id", sa.Integer(), nullable=False),
        sa.Column("dosage", sa.String(length=120), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("refills", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        *timestamps(),
        sa.CheckConstraint(
            "days BETWEEN 1 AND 365", name=op.f("ck_prescription_days_in_range")
        ),
        sa.CheckConstraint(
            "refills >= 0", name=op.f("ck_prescription_refills_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["encounter_id"],
            ["encounter.id"],
            name=op.f("fk_prescription_encounter_id_encounter"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["medication_id"],
            ["medication.id"],
            name=op.f("fk_prescription_medication_id_medication"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prescription")),
    )
    op.create_index(
        op.f("ix_prescription_encounter_id"), "prescription", ["encounter_id"]
    )
    op.create_index(
        op.f("ix_prescription_medication_id"), "prescription", ["medication_id"]
    )

    op.create_table(
        "lab_result",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("encounter_id", sa.Uuid(), nullable=False),
        sa.Column("loinc_code", sa.String(length=10), nullable=False),
        sa.Column("flag", lab_flag, server_default=sa.text("'normal'"), nullable=False),
        sa.Column(
            "panel",
            postgresql.JSONB(),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column("resulted_at", sa.DateTime(timezone=True), nullable=False),
        *timestamps(),
        sa.ForeignKeyConstraint(
            ["encounter_id"],
            ["encounter.id"],
            name=op.f("fk_lab_result_encounter_id_encounter"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lab_result")),
        comment="Laboratory results",
    )
    op.create_index(op.f("ix_lab_result_encounter_id"), "lab_result", ["encounter_id"])
    op.create_index(op.f("ix_lab_result_loinc_code"), "lab_result", ["loinc_code"])


def downgrade() -> None:
    op.drop_table("lab_result")
    op.drop_table("prescription")
    op.drop_table("medication")
    op.drop_table("diagnosis")
    op.drop_table("encounter")
    op.drop_table("appointment")
    op.drop_table("room")
    op.execute("DROP TYPE labflag")
    op.execute("DROP TYPE encounterkind")
    op.execute("DROP TYPE appointmentstatus")
