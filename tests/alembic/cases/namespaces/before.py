"""Objects outside of public."""
from sqlmodel import Field, SQLModel


class Left(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str
