from sqlalchemy import Boolean, Enum
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = 't'
    id: Mapped[int] = mapped_column(primary_key=True)
    a = mapped_column(Enum('x', 'y', name='xy', native_enum=False, create_constraint=True))
    b = mapped_column(Boolean(create_constraint=True, name='is_b'))
