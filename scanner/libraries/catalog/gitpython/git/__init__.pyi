"""The program git. It asks whatever address it is given, reads local repositories by their path, and its options run programs."""

from .cmd import Git as Git
from .exc import GitCommandError as GitCommandError
from .remote import Remote as Remote
from .repo import Repo as Repo
