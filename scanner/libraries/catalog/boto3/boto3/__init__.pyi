from typing import Annotated, Any

from botocore.client import BaseClient
from stopple import Fact, Inert, Sink

from .session import Session as Session

def client(service_name: str, region_name: Any = ..., api_version: Any = ..., use_ssl: bool = ..., verify: Any = ..., endpoint_url: Annotated[Any, Sink("url")] = ..., aws_access_key_id: Any = ..., aws_secret_access_key: Annotated[Any, Sink("secret")] = ..., aws_session_token: Any = ..., config: Any = ...) -> Annotated[BaseClient, Fact("http-request"), Inert()]: ...
def resource(service_name: str, region_name: Any = ..., api_version: Any = ..., use_ssl: bool = ..., verify: Any = ..., endpoint_url: Annotated[Any, Sink("url")] = ..., aws_access_key_id: Any = ..., aws_secret_access_key: Annotated[Any, Sink("secret")] = ..., aws_session_token: Any = ..., config: Any = ...) -> Annotated[Any, Fact("http-request"), Inert()]: ...
