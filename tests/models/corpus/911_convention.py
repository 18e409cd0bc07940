from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, MetaData, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class A(Base):
    __tablename__ = "a"
    __table_args__ = (
        UniqueConstraint("x", "y"),
        UniqueConstraint("y", "x", name="explicit"),
        CheckConstraint("x > 0", name="xpos"),
        Index(None, "x", "y"),
        Index("given", "y"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    x: Mapped[int] = mapped_column(CheckConstraint("x < 9", name="small"))
    y: Mapped[int] = mapped_column(unique=True)
    z: Mapped[int] = mapped_column(index=True)
    w: Mapped[int] = mapped_column(index=True, unique=True)


class B(Base):
    __tablename__ = "b"
    __table_args__ = (
        PrimaryKeyConstraint("p", "q"),
        ForeignKeyConstraint(["p", "q"], ["c.p", "c.q"]),
        {"schema": "else_where"},
    )
    p: Mapped[int]
    q: Mapped[int]
    a_id: Mapped[int] = mapped_column(ForeignKey("a.id"), index=True)
    named: Mapped[int] = mapped_column(ForeignKey("a.id", name="fk_named"))


class C(Base):
    __tablename__ = "c"
    p: Mapped[int] = mapped_column(primary_key=True)
    q: Mapped[int] = mapped_column(primary_key=True)
