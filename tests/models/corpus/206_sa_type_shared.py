from datetime import datetime

from sqlalchemy import DateTime, func
from sqlmodel import Field, SQLModel


class Base(SQLModel):
    made: datetime = Field(
        sa_type=DateTime(timezone=True), sa_column_kwargs={"server_default": func.now(), "nullable": False}
    )
    changed: datetime | None = Field(
        default=None, sa_type=DateTime(timezone=True), sa_column_kwargs={"onupdate": func.now()}
    )


class A(Base, table=True):
    id: int | None = Field(default=None, primary_key=True)


class B(Base, table=True):
    id: int | None = Field(default=None, primary_key=True)
