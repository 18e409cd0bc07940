"""Departments, the people who work in them, and the people they look after."""
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, Relationship, SQLModel

from app.models.base import TimestampMixin

if TYPE_CHECKING:
    from app.models.billing import Invoice
    from app.models.scheduling import Appointment, Room


class Sex(str, Enum):
    female = "female"
    male = "male"
    other = "other"
    unknown = "unknown"


class PractitionerRole(str, Enum):
    physician = "physician"
    nurse = "nurse"
    therapist = "therapist"
    technician = "technician"


class PractitionerDepartment(SQLModel, table=True):
    """Who works where: a practitioner may serve several departments."""

    __tablename__ = "practitioner_department"

    practitioner_id: int = Field(
        foreign_key="practitioner.id", ondelete="CASCADE", primary_key=True
    )
    department_id: int = Field(
        foreign_key="department.id", ondelete="CASCADE", primary_key=True, index=True
    )
    is_lead: bool = Field(
        default=False, sa_column_kwargs={"server_default": text("false")}
    )


class Department(TimestampMixin, table=True):
    __table_args__ = (
        CheckConstraint("parent_id <> id", name="not_own_parent"),
        {"comment": "Departments of the clinic; a unit points at its parent"},
    )

    id: int | None = Field(default=None, primary_key=True)
    parent_id: int | None = Field(
        default=None, foreign_key="department.id", ondelete="SET NULL", index=True
    )
    code: str = Field(max_length=12, unique=True)
    name: str = Field(max_length=120)
    phone_extension: str | None = Field(default=None, max_length=8)

    parent: "Department" = Relationship(
        back_populates="units",
        sa_relationship_kwargs={"remote_side": "Department.id"},
    )
    units: list["Department"] = Relationship(back_populates="parent")
    practitioners: list["Practitioner"] = Relationship(
        back_populates="departments", link_model=PractitionerDepartment
    )
    rooms: list["Room"] = Relationship(back_populates="department")


class Practitioner(TimestampMixin, table=True):
    __table_args__ = (
        Index("ix_practitioner_last_name_first_name", "last_name", "first_name"),
    )

    id: int | None = Field(default=None, primary_key=True)
    license_number: str = Field(max_length=20, unique=True)
    first_name: str = Field(max_length=80)
    last_name: str = Field(max_length=80)
    role: PractitionerRole
    email: str = Field(max_length=254, unique=True)
    hired_on: date
    is_active: bool = Field(
        default=True, sa_column_kwargs={"server_default": text("true")}
    )

    departments: list[Department] = Relationship(
        back_populates="practitioners", link_model=PractitionerDepartment
    )
    appointments: list["Appointment"] = Relationship(back_populates="practitioner")


class Patient(TimestampMixin, table=True):
    __table_args__ = (
        UniqueConstraint("record_number"),
        CheckConstraint("birth_date >= DATE '1900-01-01'", name="birth_date_plausible"),
        Index("ix_patient_last_name_birth_date", "last_name", "birth_date"),
        {"comment": "People registered with the clinic"},
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    record_number: str = Field(
        max_length=16,
        sa_column_kwargs={"comment": "Medical record number printed on the wristband"},
    )
    first_name: str = Field(max_length=80)
    last_name: str = Field(max_length=80)
    birth_date: date
    sex: Sex = Field(
        default=Sex.unknown, sa_column_kwargs={"server_default": text("'unknown'")}
    )
    email: str | None = Field(default=None, max_length=254, unique=True)
    phone_number: str | None = Field(default=None, max_length=32)
    preferred_language: str | None = Field(default=None, max_length=35)
    address_line: str | None = Field(default=None, max_length=200)
    postcode: str | None = Field(default=None, max_length=12)
    city: str | None = Field(default=None, max_length=80)
    primary_practitioner_id: int | None = Field(
        default=None, foreign_key="practitioner.id", ondelete="SET NULL", index=True
    )

    appointments: list["Appointment"] = Relationship(back_populates="patient")
    invoices: list["Invoice"] = Relationship(back_populates="patient")
