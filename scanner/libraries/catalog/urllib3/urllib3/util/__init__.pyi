from .url import Url as Url
from .url import parse_url as parse_url
