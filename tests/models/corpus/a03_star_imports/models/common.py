from sqlmodel import *
from typing import *

LENGTH = 12


class Stamped(SQLModel):
    made: Optional[int] = None
