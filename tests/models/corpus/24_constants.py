"""Constants, formatted strings and functions that make columns."""

from typing import Optional

from sqlalchemy import CheckConstraint, Column, Index, String, text
from sqlmodel import Field, SQLModel

APP = "clinic"
TABLE = f"{APP}_visit"
KINDS = ("first", "second")
LENGTHS = {"short": 8, "long": 4 * 16}


def short_text(length: int = 10, nullable: bool = False) -> Column:
    return Column(String(length), nullable=nullable)


def indexed(default=None):
    """An indexed field."""
    return Field(default=default, index=True)


class Visit(SQLModel, table=True):
    __tablename__ = TABLE
    __table_args__ = (
        CheckConstraint("kind IN ('" + "', '".join(KINDS) + "')", name=f"ck_{TABLE}_kind"),
        Index(f"ix_{TABLE}_code", "code", postgresql_where=text(f"kind = '{KINDS[0]}'")),
    )
    id: Optional[int] = Field(default=None, primary_key=True)
    code: str = Field(sa_column=short_text())
    wide: Optional[str] = Field(sa_column=short_text(length=LENGTHS["long"], nullable=True))
    kind: str = Field(max_length=LENGTHS["short"])
    rank: int = indexed(default=1)
