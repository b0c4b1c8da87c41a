"""Calls at a time or again and again."""

from .base import BaseScheduler

class BlockingScheduler(BaseScheduler): ...
