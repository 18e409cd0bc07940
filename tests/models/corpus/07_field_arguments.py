"""Arguments of Field that change the table, and those that do not."""

from typing import Optional

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy import String
from sqlmodel import Field, SQLModel

LENGTH = 2**5
PREFIX = "ix"


class Parent(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True, index=True)


class Everything(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    both: str = Field(unique=True, index=True)
    only: str = Field(unique=True)
    long: str = Field(max_length=LENGTH * 2, title="Long", description="x", alias="l", regex="a+")
    parent_id: int = Field(foreign_key="parent.id", ondelete="RESTRICT")
    other_id: Optional[int] = Field(default=None, foreign_key="parent.id", ondelete="SET NULL")
    document: dict = Field(default_factory=dict, sa_type=JSONB)
    labels: list[str] = Field(sa_type=ARRAY(String))
    body: str = Field(sa_type=Text)
    checked: int = Field(sa_column_args=[CheckConstraint("checked > 0")])
    linked: int = Field(sa_column_args=(ForeignKey("parent.id", onupdate="CASCADE"),))
    renamed: int = Field(sa_column_kwargs={"name": "other_name", "comment": "It's renamed"})
