from .extension import SQLAlchemy as SQLAlchemy
