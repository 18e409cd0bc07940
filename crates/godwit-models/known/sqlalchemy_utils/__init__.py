# Mixins of SQLAlchemy-Utils; its types are known by name.
from sqlalchemy_utils.models import Timestamp
