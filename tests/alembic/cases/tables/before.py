"""Tables come and go, with all that can stand in one."""
from decimal import Decimal

from sqlalchemy import CheckConstraint, Column, Computed, Identity, Integer, Text
from sqlmodel import Field, SQLModel


class Shelf(SQLModel, table=True):
    __table_args__ = {"comment": "Where things lie"}

    id: int | None = Field(default=None, primary_key=True)
    label: str = Field(max_length=40, unique=True)


class Ledger(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("amount <> 0", name="ledger_moves"),
        {"comment": "It's 100% kept"},
    )

    id: int = Field(sa_column=Column(Integer, Identity(always=True), primary_key=True))
    shelf_id: int = Field(foreign_key="shelf.id", index=True)
    amount: Decimal = Field(max_digits=10, decimal_places=2)
    note: str | None = Field(default=None, sa_column=Column(Text, comment="a:b 'c' \\d %s"))
    twice: Decimal | None = Field(
        default=None, sa_column=Column(Integer, Computed("amount * 2", persisted=True))
    )
