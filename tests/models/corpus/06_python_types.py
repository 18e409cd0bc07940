"""SQLModel's map from Python types."""

import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from ipaddress import IPv4Address
from pathlib import Path
from typing import Annotated, Optional

from pydantic import UUID4, PositiveInt, StringConstraints, conint, constr
from sqlmodel import Field, SQLModel

Short = Annotated[str, Field(max_length=7)]


class Kinds(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    text: str
    text20: str = Field(max_length=20)
    strange: constr(max_length=20)
    stranger: Annotated[str, StringConstraints(max_length=12)]
    short: Short
    short_or_none: Short | None
    kept: Annotated[str | None, Field(max_length=7)] = None
    number: int
    positive: PositiveInt
    limited: conint(gt=3)
    real: float
    flag: bool
    day: date
    moment: datetime
    clock: time
    span: timedelta
    raw: bytes = Field(max_length=9)
    money: Decimal
    money2: Decimal = Field(max_digits=10, decimal_places=2)
    money3: Decimal = Field(max_digits=6)
    key: uuid.UUID
    key4: UUID4
    path: Path
    address: IPv4Address
