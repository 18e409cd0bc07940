from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table
from sqlalchemy.orm import DeclarativeBase, relationship


class Base(DeclarativeBase):
    pass


links = Table(
    "links",
    Base.metadata,
    Column("left_id", ForeignKey("left.id", ondelete="CASCADE"), primary_key=True),
    Column("right_id", ForeignKey("right.id", ondelete="CASCADE"), primary_key=True),
)


class Left(Base):
    __table__ = Table("left", Base.metadata, Column("id", Integer, primary_key=True), Column("name", String(9)))
    rights = relationship("Right", secondary=links)


right_table = Table("right", Base.metadata, Column("id", Integer, primary_key=True), Column("size", Integer, nullable=False))


class Right(Base):
    __table__ = right_table
