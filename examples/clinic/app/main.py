"""The clinic's HTTP interface. Run with: fastapi dev app/main.py"""
from datetime import date, datetime, time, timedelta, timezone
from typing import Annotated
from uuid import UUID

from fastapi import Depends, FastAPI, HTTPException, Query
from pydantic import BaseModel
from sqlmodel import Session, col, select

from app.database import get_session
from app.models import Appointment, AppointmentStatus, Department, Invoice, Patient

app = FastAPI(title="Clinic")
SessionDep = Annotated[Session, Depends(get_session)]


class Booking(BaseModel):
    patient_id: UUID
    practitioner_id: int
    room_id: int | None = None
    starts_at: datetime
    minutes: int = 20
    reason: str | None = None


@app.get("/departments")
def list_departments(session: SessionDep) -> list[Department]:
    return list(session.exec(select(Department).order_by(Department.code)))


@app.get("/patients")
def search_patients(
    session: SessionDep,
    last_name: str,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> list[Patient]:
    found = (
        select(Patient)
        .where(col(Patient.last_name).istartswith(last_name, autoescape=True))
        .order_by(Patient.last_name, Patient.first_name)
        .limit(limit)
    )
    return list(session.exec(found))


@app.get("/patients/{patient_id}")
def read_patient(session: SessionDep, patient_id: UUID) -> Patient:
    patient = session.get(Patient, patient_id)
    if patient is None:
        raise HTTPException(status_code=404, detail="No such patient")
    return patient


@app.get("/practitioners/{practitioner_id}/agenda")
def read_agenda(
    session: SessionDep, practitioner_id: int, day: date
) -> list[Appointment]:
    midnight = datetime.combine(day, time.min, tzinfo=timezone.utc)
    agenda = (
        select(Appointment)
        .where(Appointment.practitioner_id == practitioner_id)
        .where(Appointment.starts_at >= midnight)
        .where(Appointment.starts_at < midnight + timedelta(days=1))
        .order_by(col(Appointment.starts_at))
    )
    return list(session.exec(agenda))


@app.post("/appointments", status_code=201)
def book_appointment(session: SessionDep, booking: Booking) -> Appointment:
    appointment = Appointment(
        patient_id=booking.patient_id,
        practitioner_id=booking.practitioner_id,
        room_id=booking.room_id,
        starts_at=booking.starts_at,
        ends_at=booking.starts_at + timedelta(minutes=booking.minutes),
        reason=booking.reason,
    )
    session.add(appointment)
    session.commit()
    session.refresh(appointment)
    return appointment


@app.post("/appointments/{appointment_id}/no-show")
def mark_no_show(session: SessionDep, appointment_id: int) -> Appointment:
    appointment = session.get(Appointment, appointment_id)
    if appointment is None:
        raise HTTPException(status_code=404, detail="No such appointment")
    appointment.status = AppointmentStatus.no_show
    session.commit()
    session.refresh(appointment)
    return appointment


@app.get("/patients/{patient_id}/invoices")
def list_invoices(session: SessionDep, patient_id: UUID) -> list[Invoice]:
    invoices = (
        select(Invoice)
        .where(Invoice.patient_id == patient_id)
        .order_by(col(Invoice.issued_on).desc())
    )
    return list(session.exec(invoices))
