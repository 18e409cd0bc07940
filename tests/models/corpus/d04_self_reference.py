from typing import Optional

from sqlmodel import Relationship
from sqlmodel import Field, SQLModel


class Node(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    parent_id: int | None = Field(default=None, foreign_key='node.id', index=True, ondelete='CASCADE')
    parent: Optional['Node'] = Relationship(back_populates='children', sa_relationship_kwargs={'remote_side': 'Node.id'})
    children: list['Node'] = Relationship(back_populates='parent')
