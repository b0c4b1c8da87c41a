"""Signals."""

from typing import Annotated, Any
from stopple import Registers

class _Signal:
    def connect(self, receiver: Annotated[Any, Registers("callback")], sender: Any = ..., weak: bool = ...) -> Any: ...
    def connect_via(self, sender: Any, weak: bool = ...) -> Annotated[Any, Registers("callback")]: ...
    def disconnect(self, receiver: Any, sender: Any = ...) -> None: ...
    def send(self, *sender: Any, **kwargs: Any) -> Any: ...

signals_available: bool  # until 2.3
appcontext_popped: _Signal
appcontext_pushed: _Signal
appcontext_tearing_down: _Signal
before_render_template: _Signal
got_request_exception: _Signal
message_flashed: _Signal
request_finished: _Signal
request_started: _Signal
request_tearing_down: _Signal
template_rendered: _Signal
