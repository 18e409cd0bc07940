from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column


class Base(DeclarativeBase):
    pass


class Ident:
    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-10)


class Tail:
    note: Mapped[str | None] = mapped_column(String(7), sort_order=99)
    mid: Mapped[int | None]


class Owned:
    @declared_attr
    def owner_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("owner.id"), index=True)


class Owner(Ident, Base):
    __tablename__ = "owner"


class Thing(Owned, Tail, Ident, Base):
    __tablename__ = "thing"
    own: Mapped[str]
    more: Mapped[int]
