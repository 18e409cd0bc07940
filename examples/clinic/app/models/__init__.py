"""Every table of the clinic. Importing this package registers them all."""
from app.models import base  # noqa: F401  (first: it sets the naming convention)
from app.models.audit import AuditEvent
from app.models.billing import (
    Invoice,
    InvoiceLine,
    InvoiceStatus,
    Payment,
    PaymentMethod,
)
from app.models.clinical import (
    Diagnosis,
    Encounter,
    EncounterKind,
    LabFlag,
    LabResult,
    Medication,
    Prescription,
)
from app.models.people import (
    Department,
    Patient,
    Practitioner,
    PractitionerDepartment,
    PractitionerRole,
    Sex,
)
from app.models.scheduling import (
    Appointment,
    AppointmentStatus,
    Referral,
    ReferralUrgency,
    Room,
)

__all__ = [
    "Appointment",
    "AppointmentStatus",
    "AuditEvent",
    "Department",
    "Diagnosis",
    "Encounter",
    "EncounterKind",
    "Invoice",
    "InvoiceLine",
    "InvoiceStatus",
    "LabFlag",
    "LabResult",
    "Medication",
    "Patient",
    "Payment",
    "PaymentMethod",
    "Practitioner",
    "PractitionerDepartment",
    "PractitionerRole",
    "Prescription",
    "Referral",
    "ReferralUrgency",
    "Room",
    "Sex",
]
