from sqlalchemy import DDL, Column, event
from sqlalchemy.dialects.postgresql import CITEXT
from sqlmodel import Field, SQLModel

event.listen(SQLModel.metadata, "before_create", DDL("CREATE EXTENSION IF NOT EXISTS citext"))


class Word(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    said: str = Field(sa_column=Column(CITEXT, nullable=False))
