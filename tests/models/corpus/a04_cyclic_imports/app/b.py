from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.a import A
from app.base import Base


class B(Base):
    __tablename__ = "b"
    id: Mapped[int] = mapped_column(primary_key=True)
    a_id: Mapped[int | None] = mapped_column(ForeignKey(A.id, ondelete="CASCADE"))
