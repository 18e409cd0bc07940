from datetime import datetime

from sqlalchemy import JSON, Column, DateTime, String, TypeDecorator
from sqlmodel import Field, SQLModel


class Model(dict):
    pass


class PydanticType(TypeDecorator):
    impl = JSON

    def __init__(self, kind):
        super().__init__()
        self.kind = kind


class Sized(TypeDecorator):
    impl = String

    def __init__(self, length=None, **kwargs):
        super().__init__(length=length, **kwargs)


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    a: dict = Field(sa_type=PydanticType(Model))
    b: dict = Field(sa_column=Column(PydanticType(Model), nullable=False))
    c: str = Field(sa_type=Sized(7))
    d: str = Field(sa_type=Sized)
    e: str = Field(sa_column=Column(Sized(length=3)))
