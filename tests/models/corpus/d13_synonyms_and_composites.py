from sqlalchemy.orm import synonym
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = 't'
    id: Mapped[int] = mapped_column(primary_key=True)
    _secret: Mapped[str] = mapped_column('secret')
    __private: Mapped[int]
    shown = synonym('_secret')
