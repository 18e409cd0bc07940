from typing import Literal, Optional

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Size = Literal["s", "medium"]


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True)
    a: Mapped[Literal["a", "bb"]]
    b: Mapped[Optional[Literal["ccc"]]]
    c: Mapped[Size]
