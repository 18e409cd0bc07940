from .common import *


class One(Stamped, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str = Field(max_length=LENGTH)
