"""Who did what, and when."""
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from app.models import base  # noqa: F401  (sets the naming convention)


class AuditEvent(SQLModel, table=True):
    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_entity_entity_key", "entity", "entity_key"),
        Index("ix_audit_event_details", "details", postgresql_using="gin"),
        {"comment": "Append-only trail of changes to records"},
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInteger)
    occurred_at: datetime | None = Field(
        default=None,
        nullable=False,
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": text("now()")},
    )
    actor: str = Field(max_length=120)
    action: str = Field(max_length=40)
    entity: str = Field(max_length=63)
    entity_key: str = Field(max_length=64)
    details: dict[str, Any] = Field(
        default_factory=dict,
        sa_type=JSONB,
        sa_column_kwargs={"server_default": text("'{}'::jsonb")},
    )
