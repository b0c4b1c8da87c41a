from typing import Any

class PyJWK:
    key: Any
    @staticmethod
    def from_dict(obj: Any, algorithm: Any = ...) -> PyJWK: ...
    @staticmethod
    def from_json(data: str, algorithm: Any = ...) -> PyJWK: ...
