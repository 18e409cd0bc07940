import enum

from sqlalchemy import Column
from sqlalchemy import Enum as SAEnum
from sqlalchemy.dialects.postgresql import ARRAY, ENUM
from sqlmodel import Field, SQLModel


class Color(str, enum.Enum):
    RED = "red"
    BLUE = "blue"


def values(kind):
    return [member.value for member in kind]


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    a: Color = Field(sa_column=Column(SAEnum(Color)))
    b: Color = Field(sa_column=Column(SAEnum(Color, values_callable=lambda e: [x.value for x in e], name="color_values")))
    c: Color = Field(sa_column=Column(SAEnum(Color, values_callable=values, name="by_function")))
    d: str = Field(sa_column=Column(SAEnum("x", "y", name="letters")))
    e: str = Field(sa_column=Column(ENUM("p", "q", name="pq", schema="public")))
    f: Color = Field(sa_column=Column(SAEnum(Color, native_enum=False)))
    g: Color = Field(sa_column=Column(SAEnum(Color, native_enum=False, length=30)))
    h: Color = Field(sa_column=Column(SAEnum(Color, native_enum=False, create_constraint=True, name="h_check")))
    i: list[Color] = Field(sa_column=Column(ARRAY(SAEnum(Color))))
    j: Color = Field(sa_type=SAEnum(Color, name="renamed"))
    k: Color = Field(sa_column=Column(ENUM(Color, name="as_pg")))
    l: Color = Field(sa_column=Column(SAEnum(Color, values_callable=lambda obj: [e.value for e in obj], native_enum=False)))
    m: str = Field(sa_column=Column(SAEnum("a", "bbb", native_enum=False, name="loose")))
    n: str = Field(sa_column=Column(SAEnum(*[c.value for c in Color], name="spread")))
    o: str = Field(sa_column=Column(ENUM(*tuple(Color.__members__), name="members")))
