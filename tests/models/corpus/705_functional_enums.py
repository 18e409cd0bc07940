from enum import Enum, IntEnum

from sqlmodel import Field, SQLModel

Kind = Enum("Kind", "BIG SMALL")
Other = Enum("Other", {"x": "1", "y": "2"})
Third = Enum("Third", ["p", "q"])
Pairs = Enum("Pairs", [("m", 1), ("n", 2)])


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    a: Kind
    b: Other
    c: Third
    d: Pairs | None
