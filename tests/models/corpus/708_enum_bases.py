import enum
from enum import auto, unique

from sqlmodel import Field, SQLModel


class StrEnum(str, enum.Enum):
    def __str__(self):
        return self.value


class AutoName(str, enum.Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name


@unique
class Role(StrEnum):
    admin = "admin"
    user = "user"


class Level(AutoName):
    low = auto()
    high = auto()


class Pair(enum.Enum):
    one = (1, "eins")
    two = (2, "zwei")

    def __init__(self, number, word):
        self.number = number
        self.word = word


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    role: Role = Role.user
    level: Level
    pair: Pair
