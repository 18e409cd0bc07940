from pydantic import ConfigDict
from sqlmodel import Field, SQLModel


class Plain(SQLModel):
    id: int | None = Field(default=None, primary_key=True)


class Configured(Plain):
    model_config = {"table": True}
    name: str
