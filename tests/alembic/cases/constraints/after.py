from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint, text
from sqlmodel import Field, SQLModel


class Place(SQLModel, table=True):
    __table_args__ = (
        UniqueConstraint("town", "street", name="place_both"),
        UniqueConstraint(
            "code", name="place_code", deferrable=True, initially="DEFERRED"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    town: str
    street: str
    code: int


class Visit(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("hours BETWEEN 1 AND 1000", name="visit_hours"),
        CheckConstraint(
            text(r"note ~ '^\w+:?\d* ?(50%)?$' OR note = '\:x' OR note = '\\:y'"),
            name="visit_form",
        ),
        ForeignKeyConstraint(
            ["town", "street"],
            ["place.town", "place.street"],
            name="visit_address",
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        ForeignKeyConstraint(
            ["other_id"],
            ["place.id"],
            name="visit_other",
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
        ForeignKeyConstraint(
            ["place_id"], ["place.id"], name="visit_place", match="FULL"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    place_id: int
    other_id: int
    town: str
    street: str
    hours: int
    note: str | None = None
