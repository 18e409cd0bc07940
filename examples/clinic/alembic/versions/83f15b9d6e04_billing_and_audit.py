"""billing and audit

Revision ID: 83f15b9d6e04
Revises: 4d8a27e15c30
Create Date: 2024-06-27 11:05:31
"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision: str = "83f15b9d6e04"
down_revision: str | None = "4d8a27e15c30"
branch_labels = None
depends_on = None

invoice_status = postgresql.ENUM(name="invoicestatus", create_type=False)
payment_method = postgresql.ENUM(name="payment_method", create_type=False)


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
    op.execute("CREATE TYPE invoicestatus AS ENUM ('DRAFT', 'ISSUED', 'PAID', 'VOID')")
    op.execute(
        "CREATE TYPE payment_method AS ENUM "
        "('card', 'cash', 'bank-transfer', 'insurance')"
    )

    op.create_table(
        "invoice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("encounter_id", sa.Uuid(), nullable=True),
        sa.Column(
            "status", invoice_status, server_default=sa.text("'DRAFT'"), nullable=False
        ),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "total",
            sa.Numeric(precision=12, scale=2),
            server_default=sa.text("0"),
            nullable=False,
        ),
        *timestamps(),
        sa.CheckConstraint(
            "due_on >= issued_on", name=op.f("ck_invoice_due_after_issue")
        ),
        sa.CheckConstraint("total >= 0", name=op.f("ck_invoice_total_not_negative")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_invoice_patient_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["encounter_id"],
            ["encounter.id"],
            name=op.f("fk_invoice_encounter_id_encounter"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice")),
        sa.UniqueConstraint("number", name=op.f("uq_invoice_number")),
    )
    op.create_index(op.f("ix_invoice_patient_id"), "invoice", ["patient_id"])
    op.create_index(op.f("ix_invoice_encounter_id"), "invoice", ["encounter_id"])

    op.create_table(
        "invoice_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(length=200), nullable=False),
        sa.Column("quantity", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("unit_price", sa.Numeric(precision=10, scale=2), nullable=False),
        *timestamps(),
        sa.CheckConstraint(
            "unit_price >= 0", name=op.f("ck_invoice_line_unit_price_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["invoice_id"],
            ["invoice.id"],
            name=op.f("fk_invoice_line_invoice_id_invoice"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_line")),
        sa.UniqueConstraint(
            "invoice_id", "position", name=op.f("uq_invoice_line_invoice_id_position")
        ),
    )

    op.create_table(
        "payment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("method", payment_method, nullable=False),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=True),
        *timestamps(),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_amount_positive")),
        sa.ForeignKeyConstraint(
            ["invoice_id"], ["invoice.id"], name=op.f("fk_payment_invoice_id_invoice")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
    )
    op.create_index(op.f("ix_payment_invoice_id"), "payment", ["invoice_id"])

    op.create_table(
        "audit_event",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column(
            "occurred_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("entity", sa.String(length=63), nullable=False),
        sa.Column("entity_key", sa.String(length=64), nullable=False),
        sa.Column(
            "details",
            postgresql.JSONB(),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
        comment="Append-only trail of changes to records",
    )
    op.create_index(
        op.f("ix_audit_event_entity_entity_key"),
        "audit_event",
        ["entity", "entity_key"],
    )
    op.create_index(
        op.f("ix_audit_event_details"),
        "audit_event",
        ["details"],
        postgresql_using="gin",
    )


def downgrade() -> None:
    op.drop_table("audit_event")
    op.drop_table("payment")
    op.drop_table("invoice_line")
    op.drop_table("invoice")
    op.execute("DROP TYPE payment_method")
    op.execute("DROP TYPE invoicestatus")
