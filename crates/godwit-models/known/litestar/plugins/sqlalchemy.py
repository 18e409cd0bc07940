# Litestar offers Advanced Alchemy under its own name.
from advanced_alchemy import base, mixins, types
