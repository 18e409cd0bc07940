# The token tables of fastapi-users-db-sqlalchemy, as far as the database sees them.
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import TIMESTAMP, ForeignKey, String
from sqlalchemy.dialects.postgresql import UUID as GUID
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

ID = TypeVar("ID")


def now_utc():
    pass


class SQLAlchemyBaseAccessTokenTable(Generic[ID]):
    __tablename__ = "accesstoken"
    token: Mapped[str] = mapped_column(String(43), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(
        TIMESTAMP(timezone=True), index=True, nullable=False, default=now_utc
    )


class SQLAlchemyBaseAccessTokenTableUUID(SQLAlchemyBaseAccessTokenTable[UUID]):
    @declared_attr
    def user_id(cls) -> Mapped[UUID]:
        return mapped_column(GUID, ForeignKey("user.id", ondelete="cascade"), nullable=False)
