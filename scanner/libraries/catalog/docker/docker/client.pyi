from typing import Annotated, Any

from stopple import Inert

from .models.containers import ContainerCollection

class DockerClient:
    containers: ContainerCollection
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    @classmethod
    def from_env(cls, **kwargs: Any) -> Annotated[DockerClient, Inert()]: ...

def from_env(**kwargs: Any) -> Annotated[DockerClient, Inert()]: ...
