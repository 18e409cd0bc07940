from typing import Optional

from sqlalchemy import String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlmodel import Field, SQLModel


class T(SQLModel, table=True):
    code: str = Field(primary_key=True, max_length=12)
    name: str = Field(max_length=5)
    size: int
    # The value stays, the annotation is another.
    code: Optional[str]
    # The other way around.
    size = Field(default=0, index=True, nullable=True)
    name: int = Field(default=1)


class Base(DeclarativeBase):
    pass


class U(Base):
    __tablename__ = "u"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[Optional[str]] = mapped_column(Text)
    size: Mapped[str]
    id: Mapped[str]
    text: Mapped[str]
    size = mapped_column(String(9))
