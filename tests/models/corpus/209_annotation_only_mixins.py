from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Bare:
    bare: Mapped[int]
    opt: Mapped["str | None"]


class T(Bare, Base):
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True)
