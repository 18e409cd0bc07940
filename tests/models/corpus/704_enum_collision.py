# undecided: enum public.status
import enum

from sqlalchemy import Column
from sqlalchemy import Enum as SAEnum
from sqlmodel import Field, SQLModel


class Status(enum.Enum):
    a = 1


class A(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    s: Status


class B(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    s: str = Field(sa_column=Column(SAEnum("x", "y", name="status")))
