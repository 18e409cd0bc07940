import enum

from sqlalchemy import Enum
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Color(enum.Enum):
    RED = "r"
    BLUE = "b"


class Mood(enum.StrEnum):
    good = "GOOD"
    bad = "BAD"


class Base(DeclarativeBase):
    type_annotation_map = {
        enum.Enum: Enum(enum.Enum, native_enum=False, length=40),
        Mood: Enum(Mood, values_callable=lambda e: [m.value for m in e], name="mood_values"),
    }


class T(Base):
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True)
    a: Mapped[Color]
    b: Mapped[Mood]
    c: Mapped[Color | None]
