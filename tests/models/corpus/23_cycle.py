"""Two tables that point at each other."""

from typing import Optional

from sqlalchemy import Column, ForeignKey, Integer
from sqlmodel import Field, SQLModel


class Team(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    captain_id: Optional[int] = Field(
        default=None, sa_column=Column(Integer, ForeignKey("player.id", use_alter=True, name="fk_team_captain"))
    )


class Player(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id")
