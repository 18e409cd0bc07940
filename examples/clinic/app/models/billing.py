"""Invoices and what was paid on them."""
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, CheckConstraint, DateTime, UniqueConstraint, text
from sqlalchemy import Enum as SAEnum
from sqlmodel import Field, Relationship

from app.models.base import TimestampMixin
from app.models.people import Patient


class InvoiceStatus(str, Enum):
    """Stored by name: the labels in the database are upper case."""

    DRAFT = "draft"
    ISSUED = "issued"
    PAID = "paid"
    VOID = "void"


class PaymentMethod(str, Enum):
    """Stored by value, in a type with a name of its own."""

    CARD = "card"
    CASH = "cash"
    BANK_TRANSFER = "bank-transfer"
    INSURANCE = "insurance"


class Invoice(TimestampMixin, table=True):
    __table_args__ = (
        CheckConstraint("due_on >= issued_on", name="due_after_issue"),
        CheckConstraint("total >= 0", name="total_not_negative"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    number: int = Field(sa_type=BigInteger, unique=True)
    patient_id: UUID = Field(foreign_key="patient.id", index=True)
    encounter_id: UUID | None = Field(
        default=None, foreign_key="encounter.id", ondelete="SET NULL", index=True
    )
    status: InvoiceStatus = Field(
        default=InvoiceStatus.DRAFT,
        sa_column_kwargs={"server_default": text("'DRAFT'")},
    )
    issued_on: date
    due_on: date
    total: Decimal = Field(
        default=Decimal("0.00"),
        max_digits=12,
        decimal_places=2,
        sa_column_kwargs={"server_default": text("0")},
    )

    patient: Patient = Relationship(back_populates="invoices")
    lines: list["InvoiceLine"] = Relationship(back_populates="invoice")
    payments: list["Payment"] = Relationship(back_populates="invoice")


class InvoiceLine(TimestampMixin, table=True):
    __tablename__ = "invoice_line"
    __table_args__ = (
        UniqueConstraint("invoice_id", "position"),
        CheckConstraint("unit_price >= 0", name="unit_price_not_negative"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
    )

    id: int | None = Field(default=None, primary_key=True)
    invoice_id: UUID = Field(foreign_key="invoice.id", ondelete="CASCADE")
    position: int
    description: str = Field(max_length=200)
    quantity: int = Field(default=1, sa_column_kwargs={"server_default": text("1")})
    unit_price: Decimal = Field(max_digits=10, decimal_places=2)

    invoice: Invoice = Relationship(back_populates="lines")


class Payment(TimestampMixin, table=True):
    __table_args__ = (CheckConstraint("amount > 0", name="amount_positive"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    invoice_id: UUID = Field(foreign_key="invoice.id", index=True)
    method: PaymentMethod = Field(
        sa_type=SAEnum(
            PaymentMethod,
            name="payment_method",
            values_callable=lambda members: [member.value for member in members],
        )
    )
    amount: Decimal = Field(max_digits=12, decimal_places=2)
    paid_at: datetime = Field(sa_type=DateTime(timezone=True))
    reference: str | None = Field(default=None, max_length=64)

    invoice: Invoice = Relationship(back_populates="payments")
