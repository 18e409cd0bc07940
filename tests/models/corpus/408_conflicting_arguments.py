# refused
from sqlalchemy import Column, String
from sqlmodel import Field, SQLModel


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    a: str = Field(nullable=False, sa_column=Column(String))
