"""Names that need quotes, and names that change."""
from sqlalchemy import CheckConstraint, Column, Index, Integer, Text
from sqlmodel import Field, SQLModel


class Order(SQLModel, table=True):
    __tablename__ = "Order"
    __table_args__ = (CheckConstraint('"Group" > 0', name="Group check"),)

    id: int | None = Field(default=None, primary_key=True)
    group: int = Field(sa_column=Column("Group", Integer, nullable=False))
    user: str = Field(sa_column=Column("user", Text, nullable=False))
    odd: str | None = Field(default=None, sa_column=Column("it's \"odd\" 100%", Text))


class Box(SQLModel, table=True):
    __table_args__ = (Index("box_label", "label"),)

    id: int | None = Field(default=None, primary_key=True)
    label: str = Field(max_length=10)
