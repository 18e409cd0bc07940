from typing import TYPE_CHECKING, Optional

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlmodel import Field, SQLModel

if TYPE_CHECKING:
    from typing import Any as Base2


class Base(DeclarativeBase):
    if TYPE_CHECKING:
        id: int


class A(Base):
    __tablename__ = "a"
    if TYPE_CHECKING:
        ghost: Mapped[int]
    else:
        real: Mapped[int] = mapped_column()
    id: Mapped[int] = mapped_column(primary_key=True)
