"""Annotations as strings, also of classes that come later."""

from __future__ import annotations

from typing import Optional

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    type_annotation_map = {int: BigInteger}


class Ledger(Base):
    __tablename__ = "ledger"
    id: Mapped[int] = mapped_column(primary_key=True)
    amount: Mapped["Optional[str]"]
    label: Mapped[str]
    owner: Mapped["Owner"] = relationship()
    owner_id: Mapped[int] = mapped_column(ForeignKey("owner.id"))


class Owner(Base):
    __tablename__ = "owner"
    id: Mapped[int] = mapped_column(primary_key=True)
