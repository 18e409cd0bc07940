from datetime import date

from sqlalchemy import Index, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Dated:
    day: Mapped[date] = mapped_column(index=True, server_default=func.current_date())


class T(Dated, Base):
    __tablename__ = 't'
    __table_args__ = (Index('day_desc', Dated.day.desc()) if False else Index('day_desc', 'day'),)
    id: Mapped[int] = mapped_column(primary_key=True)
