from sqlalchemy import PrimaryKeyConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = 't'
    __table_args__ = (PrimaryKeyConstraint('b', 'a', name='t_ba'),)
    a: Mapped[int] = mapped_column()
    b: Mapped[int] = mapped_column()
