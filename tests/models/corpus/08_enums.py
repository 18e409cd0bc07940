"""Enum types: member names, values, aliases, functional form, arrays, text with a check."""

import enum
from typing import List, Optional

from sqlalchemy import ARRAY, Column
from sqlalchemy import Enum as SAEnum
from sqlalchemy.dialects import postgresql as pg
from sqlmodel import Field, SQLModel


class Color(enum.Enum):
    RED = "r"
    GREEN = "g"
    CRIMSON = "r"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class State(str, enum.Enum):
    OPEN = "open"
    SHUT = "shut"


Shape = enum.Enum("Shape", "ROUND SQUARE")


class Painted(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    color: Color
    second: Optional[Color] = None
    level: Level = Level.LOW
    shape: Shape
    state: State = Field(
        sa_column=Column(
            SAEnum(State, name="door_state", values_callable=lambda e: [x.value for x in e]), nullable=False
        )
    )
    plain: str = Field(sa_column=Column(SAEnum("a", "b c", name="letters"), server_default="a"))
    text_kind: State = Field(sa_column=Column(SAEnum(State, native_enum=False)))
    text_long: State = Field(sa_column=Column(SAEnum(State, native_enum=False, length=40)))
    text_checked: State = Field(
        sa_column=Column(SAEnum(State, native_enum=False, create_constraint=True, name="ck_text_checked"))
    )
    many: List[Color] = Field(sa_column=Column(ARRAY(SAEnum(Color))))
    listed: Color = Field(sa_type=pg.ENUM(Color, name="pg_color"))
