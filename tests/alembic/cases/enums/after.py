from enum import Enum

from sqlalchemy import ARRAY, Column
from sqlalchemy import Enum as SAEnum
from sqlalchemy import text
from sqlmodel import Field, SQLModel


class Color(Enum):
    first = 0
    red = 1
    green = 3
    blue = 2
    last = 9


class Size(Enum):
    large = 3
    small = 1


class Mood(Enum):
    good = 1
    bad = 2


class Word(Enum):
    yes = 1
    no = 2


class Shirt(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    color: Color = Field(
        sa_column=Column(SAEnum(Color), nullable=False, server_default=text("'green'"))
    )
    size: Size = Field(
        sa_column=Column(SAEnum(Size), nullable=False, server_default=text("'small'"))
    )
    moods: list[Mood] = Field(sa_column=Column(ARRAY(SAEnum(Mood))))
    word: Word = Field(sa_column=Column(SAEnum(Word), nullable=False))
    mood: Mood = Field(
        sa_column=Column(SAEnum(Mood), nullable=False, server_default=text("'good'"))
    )


class Cap(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    color: Color = Field(sa_column=Column(SAEnum(Color), server_default=text("'last'")))
