from typing import Any

import sqlalchemy.orm

class Session(sqlalchemy.orm.Session):
    def __init__(self, db: Any, **kwargs: Any) -> None: ...
