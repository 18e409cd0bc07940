"""Schemas of tables, foreign keys between them, enums that stay behind."""

import enum
from typing import Optional

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class Mood(enum.Enum):
    GOOD = 1
    BAD = 2


class Things(SQLModel, table=True):
    __table_args__ = {"schema": "app"}
    id: Optional[int] = Field(default=None, primary_key=True)
    a: str = Field(index=True)
    mood: Mood


class Parts(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("n"), {"schema": "app"})
    id: Optional[int] = Field(default=None, primary_key=True)
    n: int
    thing_id: int = Field(foreign_key="app.things.id")
    base_id: int = Field(foreign_key="ground.id")


class Ground(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
