from sqlalchemy import String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Mixin:
    name: Mapped[str] = mapped_column(String(10))
    size: Mapped[int] = mapped_column(String(3))


class T(Mixin, Base):
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None] = mapped_column(Text)


class U(Mixin, Base):
    __tablename__ = "u"
    id: Mapped[int] = mapped_column(primary_key=True)
    size = None
