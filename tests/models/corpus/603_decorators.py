import json

from sqlalchemy import CHAR, JSON, DateTime, LargeBinary, String, Text, TypeDecorator, types
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import UserDefinedType


class Base(DeclarativeBase):
    pass


class GUID(TypeDecorator):
    impl = CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(UUID())
        else:
            return dialect.type_descriptor(CHAR(32))

    def process_bind_param(self, value, dialect):
        return value


class Packed(TypeDecorator):
    impl = Text

    def process_bind_param(self, value, dialect):
        return json.dumps(value)


class Encrypted(types.TypeDecorator):
    impl = types.LargeBinary
    cache_ok = True

    def __init__(self, key=None, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.key = key


class Fixed(TypeDecorator):
    impl = String(12)


class Chosen(TypeDecorator):
    impl = JSON

    def load_dialect_impl(self, dialect):
        return JSONB() if dialect.name == "postgresql" else JSON()


class Nested(TypeDecorator):
    impl = Packed


class Utc(TypeDecorator):
    impl = DateTime(timezone=True)

    @property
    def python_type(self):
        return int


class Loud(String):
    pass


class Custom(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "tsquery"


class T(Base):
    __tablename__ = "t"
    id: Mapped[str] = mapped_column(GUID, primary_key=True)
    a: Mapped[dict] = mapped_column(Packed)
    b: Mapped[bytes] = mapped_column(Encrypted("k"))
    c: Mapped[str] = mapped_column(Fixed)
    d: Mapped[dict] = mapped_column(Chosen())
    e: Mapped[dict] = mapped_column(Nested())
    f: Mapped[int] = mapped_column(Utc)
    g: Mapped[str] = mapped_column(Loud(9))
    h: Mapped[str] = mapped_column(Custom())
    i: Mapped[list] = mapped_column(postgresql.ARRAY(GUID()))
