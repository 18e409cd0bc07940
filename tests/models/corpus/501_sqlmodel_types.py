import enum
import ipaddress
import pathlib
import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pydantic
from pydantic import UUID4, AwareDatetime, ByteSize, EmailStr, FilePath, NaiveDatetime, PositiveInt, StrictInt, StrictStr, conint
from sqlmodel import Field, SQLModel


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    a: str
    b: EmailStr
    c: StrictStr
    d: conint(gt=3)
    e: PositiveInt
    f: StrictInt
    g: ByteSize
    h: float
    i: bool
    j: pathlib.Path
    k: FilePath
    l: bytes
    m: date
    n: time
    o: timedelta
    p: datetime
    q: uuid.UUID
    r: UUID4
    s: Decimal
    t: ipaddress.IPv4Address
    u: ipaddress.IPv6Network
    v: "ipaddress.IPv4Interface"
