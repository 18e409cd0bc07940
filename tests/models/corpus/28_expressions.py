"""Constraints and indexes in SQLAlchemy's expression language."""

from typing import Optional

from sqlalchemy import CheckConstraint, Index, String, column, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Document(Base):
    __tablename__ = "document"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(40))
    pages: Mapped[int] = mapped_column()
    deleted: Mapped[Optional[bool]] = mapped_column()
    __table_args__ = (
        CheckConstraint(pages > 0, name="pages_positive"),
        Index("ix_document_title", func.lower(title)),
        Index("ix_document_pages", pages.desc()),
        Index("ix_document_live", title, unique=True, postgresql_where=deleted.is_(None)),
        Index("ix_document_column", "title", postgresql_where=column("pages") > 3),
        Index("ix_document_nulls", pages.desc().nulls_last()),
    )
