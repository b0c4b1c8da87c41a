from ...orm.decl_api import declarative_base as declarative_base
from ...orm.decl_api import declared_attr as declared_attr
