from advanced_alchemy.base import BigIntAuditBase, BigIntBase, UUIDAuditBase, UUIDBase
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column


class AuthorName(UUIDBase):
    name: Mapped[str]


class Book(UUIDAuditBase):
    title: Mapped[str] = mapped_column(index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("author_name.id"), unique=True)


class Shelf(BigIntBase):
    size: Mapped[int]


class Room(BigIntAuditBase):
    __tablename__ = "rooms"
    when: Mapped[str | None]
