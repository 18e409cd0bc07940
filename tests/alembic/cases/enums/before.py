"""The life of enums: made, grown, shrunk, reordered, dropped."""
from enum import Enum

from sqlalchemy import ARRAY, Column
from sqlalchemy import Enum as SAEnum
from sqlalchemy import text
from sqlmodel import Field, SQLModel


class Color(Enum):
    red = 1
    blue = 2


class Size(Enum):
    small = 1
    medium = 2
    large = 3


class Mood(Enum):
    good = 1
    bad = 2


class Old(Enum):
    one = 1


class Shirt(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    color: Color = Field(
        sa_column=Column(SAEnum(Color), nullable=False, server_default=text("'red'"))
    )
    size: Size = Field(
        sa_column=Column(SAEnum(Size), nullable=False, server_default=text("'small'"))
    )
    moods: list[Mood] = Field(sa_column=Column(ARRAY(SAEnum(Mood))))
    old: Old | None = None
    word: str
