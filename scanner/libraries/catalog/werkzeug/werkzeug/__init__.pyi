"""Werkzeug. Old programs import from the top."""

from .datastructures import FileStorage as FileStorage, Headers as Headers, ImmutableMultiDict as ImmutableMultiDict, MultiDict as MultiDict
from .exceptions import abort as abort
from .security import check_password_hash as check_password_hash, generate_password_hash as generate_password_hash
from .serving import run_simple as run_simple
from .test import Client as Client
from .utils import secure_filename as secure_filename
from .wrappers import Request as Request, Response as Response
