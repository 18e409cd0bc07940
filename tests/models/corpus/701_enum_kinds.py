import enum

from sqlmodel import Field, SQLModel


class Plain(enum.Enum):
    ONE = 1
    TWO = 2
    UNO = 1


class Loud(str, enum.Enum):
    low = "LOW"
    high = "HIGH"


class Number(enum.IntEnum):
    a = 1
    b = 2


class Str(enum.StrEnum):
    left = enum.auto()
    right = enum.auto()


class Flags(enum.Flag):
    READ = 1
    WRITE = 2


class WithMethods(str, enum.Enum):
    x = "x"
    y = "y"

    def shout(self):
        return self.value.upper()

    @classmethod
    def default(cls):
        return cls.x


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    a: Plain
    b: Loud = Loud.low
    c: Number | None = None
    d: Str = Field(default=Str.left, index=True)
    e: Flags
    f: WithMethods
    g: Loud | None = Field(default=None)
