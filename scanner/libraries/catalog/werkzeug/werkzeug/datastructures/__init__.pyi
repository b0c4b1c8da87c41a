"""Containers of requests and responses."""

from .file_storage import FileMultiDict as FileMultiDict, FileStorage as FileStorage
from .headers import EnvironHeaders as EnvironHeaders, Headers as Headers
from .structures import (
    CombinedMultiDict as CombinedMultiDict,
    ImmutableDict as ImmutableDict,
    ImmutableList as ImmutableList,
    ImmutableMultiDict as ImmutableMultiDict,
    ImmutableOrderedMultiDict as ImmutableOrderedMultiDict,
    ImmutableTypeConversionDict as ImmutableTypeConversionDict,
    MultiDict as MultiDict,
    OrderedMultiDict as OrderedMultiDict,
    TypeConversionDict as TypeConversionDict,
)
from .auth import Authorization as Authorization, WWWAuthenticate as WWWAuthenticate
from .accept import Accept as Accept, CharsetAccept as CharsetAccept, LanguageAccept as LanguageAccept, MIMEAccept as MIMEAccept
