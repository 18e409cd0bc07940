"""Rooms, appointments and referrals."""
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, DateTime, Index, UniqueConstraint, text
from sqlmodel import Field, Relationship

from app.models.base import TimestampMixin
from app.models.people import Department, Patient, Practitioner

if TYPE_CHECKING:
    from app.models.clinical import Encounter


class AppointmentStatus(str, Enum):
    scheduled = "scheduled"
    checked_in = "checked_in"
    completed = "completed"
    cancelled = "cancelled"
    no_show = "no_show"


class ReferralUrgency(str, Enum):
    routine = "routine"
    soon = "soon"
    urgent = "urgent"


class Room(TimestampMixin, table=True):
    __table_args__ = (
        UniqueConstraint("department_id", "code"),
        CheckConstraint("capacity > 0", name="capacity_positive"),
    )

    id: int | None = Field(default=None, primary_key=True)
    department_id: int = Field(foreign_key="department.id")
    code: str = Field(max_length=12)
    name: str = Field(max_length=80)
    capacity: int = Field(default=2, sa_column_kwargs={"server_default": text("2")})

    department: Department = Relationship(back_populates="rooms")
    appointments: list["Appointment"] = Relationship(back_populates="room")


class Appointment(TimestampMixin, table=True):
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_appointment_practitioner_id_starts_at", "practitioner_id", "starts_at"),
        Index(
            "ix_appointment_open",
            "starts_at",
            postgresql_where=text("cancelled_at IS NULL"),
        ),
        {"comment": "Booked visits, past and to come"},
    )

    id: int | None = Field(default=None, primary_key=True)
    patient_id: UUID = Field(foreign_key="patient.id", ondelete="CASCADE", index=True)
    practitioner_id: int = Field(foreign_key="practitioner.id")
    room_id: int | None = Field(
        default=None, foreign_key="room.id", ondelete="SET NULL", index=True
    )
    status: AppointmentStatus = Field(
        default=AppointmentStatus.scheduled,
        sa_column_kwargs={"server_default": text("'scheduled'")},
    )
    starts_at: datetime = Field(sa_type=DateTime(timezone=True))
    ends_at: datetime = Field(sa_type=DateTime(timezone=True))
    cancelled_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    reason: str | None = Field(default=None, max_length=200)
    reminder_sent: bool = Field(
        default=False, sa_column_kwargs={"server_default": text("false")}
    )

    patient: Patient = Relationship(back_populates="appointments")
    practitioner: Practitioner = Relationship(back_populates="appointments")
    room: Room | None = Relationship(back_populates="appointments")
    encounter: "Encounter" = Relationship(back_populates="appointment")


class Referral(TimestampMixin, table=True):
    """A patient sent on to a colleague."""

    __table_args__ = (
        CheckConstraint("expires_on > referred_on", name="expires_after_referral"),
        {"comment": "Patients referred to a practitioner of the clinic"},
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    patient_id: UUID = Field(foreign_key="patient.id", ondelete="CASCADE", index=True)
    practitioner_id: int = Field(foreign_key="practitioner.id", index=True)
    urgency: ReferralUrgency = Field(
        default=ReferralUrgency.routine,
        sa_column_kwargs={"server_default": text("'routine'")},
    )
    referred_on: date
    expires_on: date | None = None
    reason: str = Field(max_length=500)
