from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column


class Base(DeclarativeBase):
    pass


class A:
    a: Mapped[str]


class B(A):
    b: Mapped[str] = mapped_column(String(2))


class C:
    @declared_attr
    def c(cls) -> Mapped[str]:
        return mapped_column(String(len(cls.__tablename__)))

    @declared_attr.cascading
    def d(cls) -> Mapped[int]:
        return mapped_column(index=True)


class T(B, C, Base):
    __tablename__ = "tables"
    id: Mapped[int] = mapped_column(primary_key=True)
