import enum

from sqlalchemy import ARRAY, Enum
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Day(enum.Enum):
    MON = 1
    TUE = 2


class T(Base):
    __tablename__ = 't'
    id: Mapped[int] = mapped_column(primary_key=True)
    days: Mapped[list[Day]] = mapped_column(ARRAY(Enum(Day)))
    opt: Mapped[list[Day] | None] = mapped_column(ARRAY(Enum(Day, name='day_too')))
