from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class Order(SQLModel, table=True):
    __tablename__ = "Order"
    __table_args__ = (
        CheckConstraint('"Group" > -1', name="Group check"),
        UniqueConstraint("user", "Select", name="Unique pair"),
        Index("ix Order", "Group"),
    )

    id: int | None = Field(default=None, primary_key=True)
    group: int = Field(sa_column=Column("Group", Integer, nullable=False, comment="g"))
    user: str = Field(sa_column=Column("user", Text, nullable=True))
    select: int | None = Field(default=None, sa_column=Column("Select", Integer))
    odd: str | None = Field(default=None, sa_column=Column("it's \"odd\" 100%", Text))


class Crate(SQLModel, table=True):
    __table_args__ = (Index("box_label", "label"),)

    id: int | None = Field(default=None, primary_key=True)
    label: str = Field(max_length=10)


class Table(SQLModel, table=True):
    __tablename__ = "Table of things"

    id: int | None = Field(default=None, primary_key=True)
    order_id: int = Field(foreign_key="Order.id", index=True)
