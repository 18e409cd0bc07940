from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class A(Base):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(primary_key=True)
    x: Mapped[int] = mapped_column(ForeignKey("a.id", deferrable=True, initially="DEFERRED"))
    y: Mapped[int] = mapped_column(ForeignKey("a.id", initially="IMMEDIATE", deferrable=True))
    z: Mapped[int] = mapped_column(ForeignKey("a.id", ondelete="set null", onupdate="cascade"), nullable=True)
    w: Mapped[int] = mapped_column(ForeignKey("a.id", match="FULL"))
