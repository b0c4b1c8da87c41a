# A client's methods are made at run time from the description of its service; those that matter are here by name.
from typing import Annotated, Any

from stopple import Fact, Inert, Sink, Source

class BaseClient:
    def download_file(self, Bucket: str, Key: str, Filename: Annotated[str, Sink("path-write")], **kwargs: Any) -> None: ...  # dynamic
    def upload_file(self, Filename: Annotated[str, Sink("path-read")], Bucket: str, Key: str, **kwargs: Any) -> Annotated[None, Fact("state-change")]: ...  # dynamic
    def get_object(self, *, Bucket: str, Key: str, **kwargs: Any) -> Annotated[Any, Source("response"), Inert()]: ...  # dynamic
    def put_object(self, *, Bucket: str, Key: str, Body: Any = ..., **kwargs: Any) -> Annotated[Any, Fact("state-change"), Inert()]: ...  # dynamic
    def generate_presigned_url(self, ClientMethod: str, Params: Any = ..., ExpiresIn: int = ..., HttpMethod: Any = ...) -> str: ...  # dynamic
    def execute_statement(self, *, sql: Annotated[str, Sink("sql")] = ..., Statement: Annotated[str, Sink("sql")] = ..., Sql: Annotated[str, Sink("sql")] = ..., **kwargs: Any) -> Annotated[Any, Source("database"), Inert()]: ...  # dynamic
    def start_query_execution(self, *, QueryString: Annotated[str, Sink("sql")], **kwargs: Any) -> Annotated[Any, Inert()]: ...  # dynamic
    def scan(self, *, FilterExpression: Annotated[Any, Sink("nosql")] = ..., **kwargs: Any) -> Annotated[Any, Source("database"), Inert()]: ...  # dynamic
    def send_command(self, *, Parameters: Annotated[Any, Sink("shell")] = ..., **kwargs: Any) -> Annotated[Any, Inert()]: ...  # dynamic
    def run_instances(self, *, UserData: Annotated[Any, Sink("shell")] = ..., **kwargs: Any) -> Annotated[Any, Inert()]: ...  # dynamic
