from enum import Enum

from sqlalchemy import CheckConstraint, Column, Index, UniqueConstraint, text
from sqlalchemy import Enum as SAEnum
from sqlmodel import Field, SQLModel


class Grade(Enum):
    a = 1
    b = 2


class Left(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str
    right_id: int | None = Field(default=None, foreign_key="shop.right.id", ondelete="SET NULL")


class Right(SQLModel, table=True):
    __table_args__ = (
        UniqueConstraint("name", name="right_name"),
        CheckConstraint("name <> ''", name="right_named"),
        Index("right_partly", "name", postgresql_where=text("left_id > 0")),
        {"schema": "shop", "comment": "On the right"},
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str
    left_id: int = Field(foreign_key="left.id")
    grade: Grade = Field(
        sa_column=Column(
            SAEnum(Grade, name="grade", schema="shop"),
            nullable=False,
            server_default=text("'a'::shop.grade"),
        )
    )
