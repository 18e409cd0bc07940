# refused
from sqlalchemy.orm import Mapped, mapped_column
from sqlmodel import Field, SQLModel


class Mixed(SQLModel, table=True):
    id: int = Field(primary_key=True)
    name: Mapped[str] = mapped_column()
