# Types of fastapi-users-db-sqlalchemy as PostgreSQL sees them.
from sqlalchemy import TIMESTAMP as TIMESTAMPAware
from sqlalchemy.dialects.postgresql import UUID as GUID
