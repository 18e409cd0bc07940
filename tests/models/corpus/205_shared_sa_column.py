# refused
from sqlalchemy import Column, DateTime
from sqlmodel import Field, SQLModel


class Base(SQLModel):
    made: str = Field(sa_column=Column(DateTime))


class A(Base, table=True):
    id: int | None = Field(default=None, primary_key=True)


class B(Base, table=True):
    id: int | None = Field(default=None, primary_key=True)
