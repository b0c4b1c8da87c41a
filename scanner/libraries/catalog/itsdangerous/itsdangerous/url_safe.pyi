"""Signed objects for addresses."""

from .serializer import Serializer
from .timed import TimedSerializer

class URLSafeSerializer(Serializer): ...
class URLSafeTimedSerializer(TimedSerializer): ...
