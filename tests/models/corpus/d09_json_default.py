from typing import List

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    data: dict[str, int] = Field(default_factory=dict, sa_type=JSON, nullable=False)
    tags: List[str] | None = Field(default=None, sa_column=Column(JSON))
