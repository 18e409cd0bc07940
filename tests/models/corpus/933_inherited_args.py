from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class Base(SQLModel):
    __table_args__ = {"schema": "inh"}


class A(Base, table=True):
    id: int | None = Field(default=None, primary_key=True)


class B(Base, table=True):
    __table_args__ = (UniqueConstraint("x"),)
    id: int | None = Field(default=None, primary_key=True)
    x: int


class More(SQLModel):
    __table_args__ = (UniqueConstraint("name", name="uq_name"),)
    name: str


class C(More, table=True):
    __table_args__ = (*More.__table_args__, Index("ix_c_name", "name"))
    id: int | None = Field(default=None, primary_key=True)
