from .client import DockerClient as DockerClient
from .client import from_env as from_env
