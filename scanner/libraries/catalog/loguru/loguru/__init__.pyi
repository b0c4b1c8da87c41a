"""A logger that all modules share. A message and what is put into its braces are written as they are."""

from ._logger import Logger

logger: Logger
