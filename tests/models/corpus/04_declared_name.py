"""Table names computed by declared_attr."""

import re
from typing import Optional

from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel


def to_snake(name: str) -> str:
    first = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", first).lower()


class Base(SQLModel):
    @declared_attr
    def __tablename__(cls) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


class Plural(SQLModel):
    @declared_attr.directive
    def __tablename__(cls):
        """The plural."""
        return f"{to_snake(cls.__name__)}s"


class MedicalRecord(Base, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)


class LabResult(Plural, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    record_id: int = Field(foreign_key="medical_record.id")
