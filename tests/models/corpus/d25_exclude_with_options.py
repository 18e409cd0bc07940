from sqlalchemy import text
from sqlalchemy.dialects.postgresql import TSRANGE, ExcludeConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = 't'
    __table_args__ = (ExcludeConstraint(('room', '='), ('during', '&&'), name='free', using='gist', where=text('room > 0')),)
    id: Mapped[int] = mapped_column(primary_key=True)
    room: Mapped[int]
    during = mapped_column(TSRANGE)
