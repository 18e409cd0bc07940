"""People of a clinic: enums, UUID keys, mixins, checks, unique constraints, indexes, comments."""

import enum
import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import List, Optional

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, DateTime, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, Relationship, SQLModel


class Sex(str, enum.Enum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class AppointmentStatus(str, enum.Enum):
    BOOKED = "booked"
    DONE = "done"
    CANCELLED = "cancelled"


class TimestampMixin(SQLModel):
    created_at: datetime = Field(
        sa_type=DateTime(timezone=True), sa_column_kwargs={"server_default": func.now()}, nullable=False
    )
    updated_at: Optional[datetime] = Field(
        default=None,
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": func.now(), "onupdate": func.now()},
    )


class PatientTagLink(SQLModel, table=True):
    __tablename__ = "patient_tag"

    patient_id: uuid.UUID = Field(foreign_key="patient.id", primary_key=True, ondelete="CASCADE")
    tag_id: int = Field(foreign_key="tag.id", primary_key=True)


class Tag(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str = Field(max_length=40, unique=True)
    patients: List["Patient"] = Relationship(back_populates="tags", link_model=PatientTagLink)


class Patient(TimestampMixin, table=True):
    __table_args__ = (
        UniqueConstraint("last_name", "born_on", name="uq_patient_name_born"),
        CheckConstraint("born_on > DATE '1900-01-01'", name="patient_born_on_check"),
        Index("ix_patient_lower_email", text("lower(email)"), unique=True),
        {"comment": "Everyone who was ever treated"},
    )

    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    first_name: str = Field(max_length=80)
    last_name: str = Field(max_length=80, index=True)
    email: Optional[str] = Field(default=None, max_length=254)
    sex: Sex = Field(default=Sex.OTHER)
    born_on: date
    notes: dict = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default=text("'{}'::jsonb")))
    balance: Decimal = Field(default=0, max_digits=10, decimal_places=2, sa_column_kwargs={"server_default": "0"})
    is_active: bool = Field(default=True, sa_column_kwargs={"server_default": sa.true(), "comment": "False once moved away"})
    referred_by_id: Optional[uuid.UUID] = Field(default=None, foreign_key="patient.id")
    tags: List[Tag] = Relationship(back_populates="patients", link_model=PatientTagLink)


class Doctor(TimestampMixin, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str
    chief_id: Optional[int] = Field(default=None, foreign_key="doctor.id", index=True)
    specialities: List[str] = Field(sa_column=Column(sa.ARRAY(sa.String(40)), nullable=False, server_default="{}"))


class Appointment(TimestampMixin, table=True):
    __table_args__ = (
        Index("ix_appointment_doctor_at", "doctor_id", "at"),
        Index(
            "ix_appointment_open",
            "at",
            postgresql_where=text("status = 'BOOKED'"),
        ),
    )

    id: Optional[int] = Field(default=None, primary_key=True)
    patient_id: uuid.UUID = Field(foreign_key="patient.id", ondelete="CASCADE", index=True)
    doctor_id: int = Field(foreign_key="doctor.id")
    at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    minutes: int = Field(default=30, gt=0)
    status: AppointmentStatus = Field(default=AppointmentStatus.BOOKED, sa_column_kwargs={"server_default": "BOOKED"})
    reason: Optional[str] = None
