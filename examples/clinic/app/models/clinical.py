"""What happens in the consulting room."""
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, DateTime, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, Relationship

from app.models.base import TimestampMixin
from app.models.scheduling import Appointment


class EncounterKind(str, Enum):
    consultation = "consultation"
    follow_up = "follow_up"
    procedure = "procedure"
    telehealth = "telehealth"


class LabFlag(str, Enum):
    normal = "normal"
    low = "low"
    high = "high"
    critical = "critical"


class Encounter(TimestampMixin, table=True):
    __table_args__ = (
        CheckConstraint(
            "temperature_c BETWEEN 30.0 AND 45.0", name="temperature_plausible"
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    appointment_id: int = Field(
        foreign_key="appointment.id", ondelete="CASCADE", unique=True
    )
    kind: EncounterKind
    started_at: datetime = Field(sa_type=DateTime(timezone=True))
    finished_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    temperature_c: Decimal | None = Field(default=None, max_digits=4, decimal_places=1)
    notes: str | None = Field(default=None, sa_type=Text)

    appointment: Appointment = Relationship(back_populates="encounter")
    diagnoses: list["Diagnosis"] = Relationship(back_populates="encounter")
    prescriptions: list["Prescription"] = Relationship(back_populates="encounter")
    lab_results: list["LabResult"] = Relationship(back_populates="encounter")


class Diagnosis(TimestampMixin, table=True):
    __table_args__ = (
        UniqueConstraint("encounter_id", "icd10_code"),
        CheckConstraint("icd10_code ~ '^[A-Z][0-9]'", name="icd10_code_form"),
    )

    id: int | None = Field(default=None, primary_key=True)
    encounter_id: UUID = Field(foreign_key="encounter.id", ondelete="CASCADE")
    icd10_code: str = Field(max_length=8, index=True)
    description: str = Field(max_length=200)
    is_primary: bool = Field(
        default=False, sa_column_kwargs={"server_default": text("false")}
    )

    encounter: Encounter = Relationship(back_populates="diagnoses")


class Medication(TimestampMixin, table=True):
    __table_args__ = (UniqueConstraint("name", "strength"),)

    id: int | None = Field(default=None, primary_key=True)
    atc_code: str = Field(max_length=7, index=True)
    name: str = Field(max_length=160)
    strength: str = Field(max_length=40)
    unit_price: Decimal = Field(max_digits=10, decimal_places=2)


class Prescription(TimestampMixin, table=True):
    __table_args__ = (
        CheckConstraint("days BETWEEN 1 AND 365", name="days_in_range"),
        CheckConstraint("refills >= 0", name="refills_not_negative"),
    )

    id: int | None = Field(default=None, primary_key=True)
    encounter_id: UUID = Field(
        foreign_key="encounter.id", ondelete="CASCADE", index=True
    )
    medication_id: int = Field(foreign_key="medication.id", index=True)
    dosage: str = Field(max_length=120)
    days: int
    refills: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    starts_on: date

    encounter: Encounter = Relationship(back_populates="prescriptions")
    medication: Medication = Relationship()


class LabResult(TimestampMixin, table=True):
    __tablename__ = "lab_result"
    __table_args__ = (
        {"comment": "Laboratory results; `panel` holds the analyser's full answer"},
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    encounter_id: UUID = Field(
        foreign_key="encounter.id", ondelete="CASCADE", index=True
    )
    loinc_code: str = Field(max_length=10, index=True)
    flag: LabFlag = Field(
        default=LabFlag.normal, sa_column_kwargs={"server_default": text("'normal'")}
    )
    panel: dict[str, Any] = Field(
        default_factory=dict,
        sa_type=JSONB,
        sa_column_kwargs={"server_default": text("'{}'::jsonb")},
    )
    resulted_at: datetime = Field(sa_type=DateTime(timezone=True))

    encounter: Encounter = Relationship(back_populates="lab_results")
