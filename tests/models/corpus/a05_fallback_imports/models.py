try:
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
except ImportError:
    DeclarativeBase = object

try:
    import orjson as json
except ImportError:
    import json


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True)
