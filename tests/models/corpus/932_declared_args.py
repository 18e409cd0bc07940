from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column


class Base(DeclarativeBase):
    pass


class Tenant:
    tenant: Mapped[str]

    @declared_attr.directive
    def __table_args__(cls):
        return (
            UniqueConstraint("tenant", "name", name=f"uq_{cls.__tablename__}_tenant_name"),
            Index(f"ix_{cls.__tablename__}_tenant", "tenant"),
        )


class A(Tenant, Base):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class B(Tenant, Base):
    __tablename__ = "b"
    __table_args__ = (Index("only_mine", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Common:
    __table_args__ = {"schema": "shared"}


class C(Common, Base):
    __tablename__ = "c"
    id: Mapped[int] = mapped_column(primary_key=True)


class D(Common, Base):
    __tablename__ = "d"
    __table_args__ = (UniqueConstraint("x"), {**Common.__table_args__, "comment": "with"})
    id: Mapped[int] = mapped_column(primary_key=True)
    x: Mapped[int]


class E(Tenant, Base):
    __tablename__ = "e"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    size: Mapped[int]

    @declared_attr.directive
    def __table_args__(cls):
        return (Index("ix_e_size", "size"), *Tenant.__table_args__) if False else (Index("ix_e_size", "size"),)
