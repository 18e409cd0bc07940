# Types of Advanced Alchemy as PostgreSQL sees them.
from sqlalchemy import BigInteger as BigIntIdentity
from sqlalchemy import Text as EncryptedText
from sqlalchemy import TypeDecorator, DateTime, String as EncryptedString
from sqlalchemy.dialects.postgresql import JSONB as JsonB
from sqlalchemy.dialects.postgresql import UUID


class GUID(TypeDecorator):
    impl = UUID()

    def __init__(self, *args, **kwargs):
        pass


class DateTimeUTC(TypeDecorator):
    impl = DateTime(timezone=True)
