from sqlmodel import Field, SQLModel


class Things(SQLModel, table=True):
    __table_args__ = {"schema": "app"}
    id: int | None = Field(default=None, primary_key=True)
    a: int = Field(index=True)
    Upper: int = Field(index=True)
