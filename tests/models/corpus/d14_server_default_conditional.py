from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


NOW = text('CURRENT_TIMESTAMP')
FLAG = text('true') if 1 > 0 else text('false')


class T(Base):
    __tablename__ = 't'
    id: Mapped[int] = mapped_column(primary_key=True)
    a: Mapped[datetime] = mapped_column(server_default=NOW)
    b: Mapped[bool] = mapped_column(server_default=FLAG)
