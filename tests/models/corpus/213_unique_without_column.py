# refused
from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class T(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("id", "nope"),)
    id: int = Field(primary_key=True)
