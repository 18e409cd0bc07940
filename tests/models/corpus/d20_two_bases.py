from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Other(DeclarativeBase):
    type_annotation_map = {str: String(11)}


class A(Base):
    __tablename__ = 'a'
    id: Mapped[int] = mapped_column(primary_key=True)
    s: Mapped[str]


class B(Other):
    __tablename__ = 'b'
    id: Mapped[int] = mapped_column(primary_key=True)
    s: Mapped[str]
