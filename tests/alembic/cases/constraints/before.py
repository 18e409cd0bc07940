"""Constraints of every kind come, go and change."""
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlmodel import Field, SQLModel


class Place(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("town", "street", name="place_both"),)

    id: int | None = Field(default=None, primary_key=True)
    town: str
    street: str
    code: int


class Visit(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("hours > 0", name="visit_hours"),
        CheckConstraint(text(r"note <> '\:x'"), name="visit_note"),
        UniqueConstraint("place_id", "hours", name="visit_once"),
        ForeignKeyConstraint(
            ["town", "street"], ["place.town", "place.street"], name="visit_address"
        ),
        ForeignKeyConstraint(["place_id"], ["place.id"], name="visit_place"),
        ExcludeConstraint(("hours", "="), name="visit_apart", using="btree"),
    )

    id: int | None = Field(default=None, primary_key=True)
    place_id: int
    other_id: int
    town: str
    street: str
    hours: int
    note: str | None = None
