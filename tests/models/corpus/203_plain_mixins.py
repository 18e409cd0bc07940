from pydantic import BaseModel
from sqlmodel import Field, SQLModel


class P(BaseModel):
    p: str | None = None


class Q:
    q: int


class R(SQLModel):
    r: bool


class T(P, Q, R, SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
