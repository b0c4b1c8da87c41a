"""What a visitor sends. Before version 3 it was the request of Flask itself, so both are one here."""

from typing import Annotated, Any
from flask.wrappers import Request
from stopple import Source

class ConnexionRequest(Request):
    query_params: Annotated[dict[str, str], Source("http-query")]  # since 3.0
    path_params: Annotated[dict[str, str], Source("http-path")]  # since 3.0
    def get_body(self) -> Annotated[Any, Source("http-body")]: ...  # since 3.0
