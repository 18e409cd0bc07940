from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


COLUMNS = ('a', 'b')


class T(Base):
    __tablename__ = 't'
    __table_args__ = (UniqueConstraint(*COLUMNS, name='uq_t'), Index('ix_t', *reversed_names) if False else Index('ix_t', *COLUMNS))
    id: Mapped[int] = mapped_column(primary_key=True)
    a: Mapped[int]
    b: Mapped[int]
