"""The old home of `Scaffold`."""

from .sansio.scaffold import Scaffold as Scaffold
