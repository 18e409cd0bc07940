# stacks: old
from typing import NewType

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

UserId = NewType("UserId", int)
Name = NewType("Name", str)


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = "t"
    id: Mapped[UserId] = mapped_column(primary_key=True)
    a: Mapped[Name]
