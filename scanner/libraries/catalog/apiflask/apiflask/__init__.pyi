"""Flask whose arguments are checked by schemas."""

from .app import APIFlask as APIFlask
from .blueprint import APIBlueprint as APIBlueprint
from .exceptions import HTTPError as HTTPError, abort as abort
from .schemas import EmptySchema as EmptySchema, FileSchema as FileSchema, PaginationSchema as PaginationSchema, Schema as Schema  # until 1.2
from .security import HTTPBasicAuth as HTTPBasicAuth, HTTPTokenAuth as HTTPTokenAuth
from .helpers import get_reason_phrase as get_reason_phrase, pagination_builder as pagination_builder
