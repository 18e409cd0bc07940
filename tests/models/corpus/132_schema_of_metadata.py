import enum

from sqlalchemy import ForeignKey, MetaData, Sequence
from sqlalchemy import Enum as SAEnum
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Color(enum.Enum):
    RED = 1
    BLUE = 2


class Shade(enum.Enum):
    DARK = 1
    LIGHT = 2


class Tone(enum.Enum):
    HIGH = 1
    LOW = 2


class Base(DeclarativeBase):
    metadata = MetaData(schema="core")


class Mixin:
    tone: Mapped[str] = mapped_column(SAEnum(Tone))


class A(Mixin, Base):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(primary_key=True)
    color: Mapped[Color]
    shade: Mapped[Shade] = mapped_column(SAEnum(Shade))


class B(Base):
    __tablename__ = "b"
    __table_args__ = {"schema": "other"}
    id: Mapped[int] = mapped_column(primary_key=True)
    a_id: Mapped[int] = mapped_column(ForeignKey("core.a.id"))
    shade: Mapped[Shade] = mapped_column(SAEnum(Shade, name="shade_here", inherit_schema=True))
