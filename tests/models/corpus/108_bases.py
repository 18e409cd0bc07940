from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import DeclarativeBase, DeclarativeBaseNoMeta, Mapped, as_declarative, declarative_base, mapped_column, registry

Old = declarative_base()
reg = registry()
Generated = reg.generate_base()


class Base(DeclarativeBase):
    pass


class NoMeta(DeclarativeBaseNoMeta):
    pass


@as_declarative()
class Decorated:
    shared = Column(String(3))


class A(Old):
    __tablename__ = "a"
    id = Column(Integer, primary_key=True)


class B(Generated):
    __tablename__ = "b"
    id = Column(Integer, primary_key=True)


class C(Base):
    __tablename__ = "c"
    id: Mapped[int] = mapped_column(primary_key=True)


class D(NoMeta):
    __tablename__ = "d"
    id: Mapped[int] = mapped_column(primary_key=True)


class E(Decorated):
    __tablename__ = "e"
    id = Column(Integer, primary_key=True)


@reg.mapped
class F:
    __tablename__ = "f"
    id = Column(Integer, primary_key=True)
