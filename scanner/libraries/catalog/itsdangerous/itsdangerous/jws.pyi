# until 2.1
"""JSON web signatures, of old versions."""

from .serializer import Serializer

class JSONWebSignatureSerializer(Serializer): ...
class TimedJSONWebSignatureSerializer(JSONWebSignatureSerializer): ...
