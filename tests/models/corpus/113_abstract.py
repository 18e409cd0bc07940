from datetime import datetime

from sqlalchemy import DateTime, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    __abstract__ = True


class Real(Base):
    __abstract__ = True


class Stamped(Real):
    __abstract__ = True
    made: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class Named(Stamped):
    __abstract__ = True
    name: Mapped[str]


class Thing(Named):
    __tablename__ = "thing"
    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[int | None]
