from models.one import *


class Two(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    one_id: int = Field(foreign_key="one.id")
