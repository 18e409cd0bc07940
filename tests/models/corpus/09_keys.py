"""When an integer key is serial."""

from typing import Optional

from sqlalchemy import BigInteger, Column, ForeignKey, Identity, Integer, Sequence, SmallInteger, text
from sqlmodel import Field, SQLModel


class Serial(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)


class Big(SQLModel, table=True):
    id: Optional[int] = Field(default=None, sa_column=Column(BigInteger, primary_key=True))


class Small(SQLModel, table=True):
    id: Optional[int] = Field(default=None, sa_type=SmallInteger, primary_key=True)


class Defaulted(SQLModel, table=True):
    id: int = Field(default=5, primary_key=True)


class Made(SQLModel, table=True):
    id: int = Field(default_factory=lambda: 1, primary_key=True)


class Foreign(SQLModel, table=True):
    id: int = Field(primary_key=True, foreign_key="serial.id")


class Composite(SQLModel, table=True):
    a: int = Field(primary_key=True)
    b: int = Field(primary_key=True)


class Forced(SQLModel, table=True):
    a: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": True})
    b: int = Field(primary_key=True)


class Never(SQLModel, table=True):
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


class Served(SQLModel, table=True):
    id: int = Field(primary_key=True, sa_column_kwargs={"server_default": text("7")})


class Identified(SQLModel, table=True):
    id: Optional[int] = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True, start=10, increment=5), primary_key=True)
    )
    other: int = Field(sa_column=Column(Integer, Identity(minvalue=0, cycle=True, cache=3)))


class Sequenced(SQLModel, table=True):
    id: int = Field(sa_column=Column(Integer, Sequence("sequenced_numbers", start=100), primary_key=True))
