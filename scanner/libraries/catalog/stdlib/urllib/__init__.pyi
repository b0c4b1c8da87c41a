"""Addresses; the functions here are those of Python 2."""

from urllib.parse import quote as quote, quote_plus as quote_plus, unquote as unquote, unquote_plus as unquote_plus, urlencode as urlencode  # until 3
from urllib.request import urlopen as urlopen, urlretrieve as urlretrieve  # until 3
