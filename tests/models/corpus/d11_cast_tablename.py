from typing import ClassVar
from sqlmodel import Field, SQLModel


class T(SQLModel, table=True):
    __tablename__: ClassVar[str] = 'tees'  # type: ignore
    id: int | None = Field(default=None, primary_key=True)
