"""Unnamed constraints that ask for the same name."""

from typing import Optional

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlmodel import Field, SQLModel


class Root(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)


class Twice(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("a > 0"),
        CheckConstraint("a < 100"),
        CheckConstraint("a <> b"),
        CheckConstraint("a + b < 9"),
        CheckConstraint("true"),
        UniqueConstraint("a", "b"),
    )
    id: Optional[int] = Field(default=None, primary_key=True)
    a: int = Field(sa_column_args=[CheckConstraint("a <> 5")])
    b: int = Field(sa_column_args=[ForeignKey("root.id"), ForeignKey("twice.id")])
