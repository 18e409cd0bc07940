"""Indexes with all their options come, go and change."""
from typing import Any

from sqlalchemy import Column, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class Book(SQLModel, table=True):
    __table_args__ = (
        Index("book_title", "title"),
        Index("book_shelf", "shelf", postgresql_where=text("shelf > 3")),
        Index("book_gone", text("upper(title)"), postgresql_using="hash"),
        Index("book_more", "shelf", "title"),
    )

    id: int | None = Field(default=None, primary_key=True)
    title: str
    shelf: int
    isbn: str | None = None
    body: dict[str, Any] = Field(sa_column=Column(JSONB))
