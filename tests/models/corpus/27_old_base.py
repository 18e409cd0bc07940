"""declarative_base() with columns of the first generation."""

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, MetaData, String, Text, func
from sqlalchemy.orm import declarative_base, deferred, relationship

metadata = MetaData(naming_convention={"ix": "ix_%(column_0_label)s", "fk": "fk_%(table_name)s_%(column_0_name)s"})
Base = declarative_base(metadata=metadata)


class CommonColumns:
    id = Column(Integer, primary_key=True)
    created_at = Column(DateTime(timezone=True), nullable=False, server_default=func.now())


class Author(CommonColumns, Base):
    __tablename__ = "authors"
    name = Column(String(80), nullable=False, unique=True)
    bio = deferred(Column(Text))
    books = relationship("Book", back_populates="author")


class Book(CommonColumns, Base):
    __tablename__ = "books"
    title = Column("book_title", String, index=True, nullable=False)
    author_id = Column(ForeignKey("authors.id", ondelete="SET NULL"))
    in_print = Column(Boolean, default=True, server_default="true")
    author = relationship(Author, back_populates="books")
