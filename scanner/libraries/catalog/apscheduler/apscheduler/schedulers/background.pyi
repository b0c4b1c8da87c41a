"""Calls at a time or again and again."""

from .base import BaseScheduler

class BackgroundScheduler(BaseScheduler): ...
