"""One question that every signed-in request asks the database: compiled once, and asked with a connection of the pool alone.

What SQLAlchemy puts around a statement (a session, a transaction, objects for results) costs several times what the answer does. Here are its dialect, its types and its
pool, and nothing else. Wherever that would leave something out that somebody relies on, and whenever anything goes wrong, the question is asked the usual way.
"""

from __future__ import annotations

from typing import Any, Callable, Optional, Sequence

from sqlalchemy import Engine

Processor = Optional[Callable[[Any], Any]]


class Question:
    """A ``select`` with one value to be put in, under a name."""

    def __init__(self, select: Any, name: str) -> None:
        self.select, self.name = select, name
        self._compiled: Optional[tuple[Engine, Optional[_Compiled]]] = None

    def ask(self, engine: Engine, value: Any) -> Sequence[Any]:
        """All rows. Raises as SQLAlchemy does."""
        if self._compiled is None or self._compiled[0] is not engine:
            self._compiled = engine, _Compiled.of(self.select, self.name, engine)
        compiled = self._compiled[1]
        if compiled is not None and not _is_watched(engine):
            rows = compiled.ask(engine, value)
            if rows is not None:
                return rows
        with engine.connect() as connection:
            rows = connection.execute(self.select, {self.name: value}).all()
        return rows


def _is_watched(engine: Engine) -> bool:
    """Whether somebody looks at statements: a log, or what measures and traces."""
    heard = engine.dispatch
    return bool(engine.echo or heard.before_execute or heard.after_execute or heard.before_cursor_execute or heard.after_cursor_execute)


class _Compiled:
    """The question in the words of one database."""

    def __init__(self, sql: str, fixed: dict[str, Any], name: str, order: Optional[list[str]], into: Processor, types: list[Any]) -> None:
        self.sql, self.fixed, self.name, self.order, self.into, self.types = sql, fixed, name, order, into, types
        self._out: Optional[list[Processor]] = None

    @classmethod
    def of(cls, select: Any, name: str, engine: Engine) -> Optional[_Compiled]:
        """``None`` for an engine that changes statements or has another kind of driver."""
        if engine.get_execution_options() or engine.dialect.is_async:
            return None
        compiled = select.compile(engine)
        into = {key: bind.type.dialect_impl(engine.dialect).bind_processor(engine.dialect) for key, bind in compiled.binds.items()}
        fixed = {key: into[key](value) if into[key] else value for key, value in compiled.construct_params({name: None}).items() if key != name}
        order = list(compiled.positiontup) if compiled.positional else None
        return cls(str(compiled), fixed, name, order, into[name], [column.type for column in select.selected_columns])

    def ask(self, engine: Engine, value: Any) -> Optional[Sequence[Any]]:
        """All rows, or ``None`` where the driver complains: the usual way says what is wrong, and asks a connection that is alive."""
        parameters: Any = {**self.fixed, self.name: self.into(value) if self.into else value}
        if self.order is not None:
            parameters = tuple(parameters[key] for key in self.order)
        connection = None
        try:
            connection = engine.raw_connection()
            cursor = connection.cursor()
            cursor.execute(self.sql, parameters)
            rows = cursor.fetchall()
            if self._out is None:
                kinds = zip(self.types, cursor.description)
                self._out = [kind.dialect_impl(engine.dialect).result_processor(engine.dialect, told[1]) for kind, told in kinds]
            cursor.close()
        except engine.dialect.loaded_dbapi.Error:
            if connection is not None:
                connection.invalidate()
            return None
        finally:
            if connection is not None:
                connection.close()
        out = self._out
        if not any(out):
            return rows
        return [[value if process is None else process(value) for process, value in zip(out, row)] for row in rows]
