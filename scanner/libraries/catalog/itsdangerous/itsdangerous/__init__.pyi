"""Signed data. What was signed by the program is the program's word, and readable by all."""

from .exc import BadData as BadData, BadHeader as BadHeader, BadPayload as BadPayload, BadSignature as BadSignature, BadTimeSignature as BadTimeSignature, SignatureExpired as SignatureExpired
from .serializer import Serializer as Serializer
from .timed import TimedSerializer as TimedSerializer, TimestampSigner as TimestampSigner
from .signer import HMACAlgorithm as HMACAlgorithm, NoneAlgorithm as NoneAlgorithm, Signer as Signer
from .url_safe import URLSafeSerializer as URLSafeSerializer, URLSafeTimedSerializer as URLSafeTimedSerializer
from .jws import JSONWebSignatureSerializer as JSONWebSignatureSerializer, TimedJSONWebSignatureSerializer as TimedJSONWebSignatureSerializer  # until 2.1
from .encoding import base64_decode as base64_decode, base64_encode as base64_encode, want_bytes as want_bytes
