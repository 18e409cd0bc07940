from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

NAMING_CONVENTION = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMING_CONVENTION


class Team(SQLModel, table=True):
    __table_args__ = (CheckConstraint("size > 0", name="positive"), UniqueConstraint("name", "size"))
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    size: int


class Hero(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id")
    code: str = Field(unique=True)
