from sqlalchemy import Column, Integer, String
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import JSON, Field, SQLModel


class T(SQLModel, table=True):
    id: int | None = Field(sa_column=Column(Integer, primary_key=True))
    j: dict = Field(sa_column=Column(JSONB))
    k: dict = Field(default={}, sa_column=Column(JSON, nullable=False))
    tags: list[str] = Field(default_factory=list, sa_column=Column(ARRAY(String)))
    name: str = Field(sa_column=Column(String(30), unique=True, nullable=False, index=True))
    opt: str | None = Field(sa_column=Column(String, nullable=False))
