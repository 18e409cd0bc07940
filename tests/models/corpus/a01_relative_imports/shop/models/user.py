from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..core import naming
from .base import Base

if TYPE_CHECKING:
    from .order import Order


class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(naming.NAME_LENGTH), index=True)
    orders: Mapped[list[Order]] = relationship(back_populates="user")
