from typing import Any

from sqlalchemy import Column, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class Book(SQLModel, table=True):
    __table_args__ = (
        Index("book_title", "title", unique=True),
        Index("book_shelf", "shelf", postgresql_where=text(r"title LIKE '%\:a' AND shelf > 4")),
        Index("book_body", "body", postgresql_using="gin",
              postgresql_ops={"body": "jsonb_path_ops"}),
        Index("book_lower", text("lower(title) DESC"), "shelf",
              postgresql_with={"fillfactor": 70}),
        Index("book_isbn", "isbn", unique=True, postgresql_include=["shelf"],
              postgresql_nulls_not_distinct=False),
        Index("book_last", text("shelf DESC NULLS LAST"), "title"),
        Index("book_more", "title", "shelf"),
    )

    id: int | None = Field(default=None, primary_key=True)
    title: str
    shelf: int
    isbn: str | None = None
    body: dict[str, Any] = Field(sa_column=Column(JSONB))
