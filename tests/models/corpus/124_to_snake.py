from pydantic.alias_generators import to_snake
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel


class Base(SQLModel):
    @declared_attr
    def __tablename__(cls) -> str:
        return to_snake(cls.__name__)


class UserAPIKey(Base, table=True):
    id: int | None = Field(default=None, primary_key=True)


class HTTPServer2(Base, table=True):
    id: int | None = Field(default=None, primary_key=True)
