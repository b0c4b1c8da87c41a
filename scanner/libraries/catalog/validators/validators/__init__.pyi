from .domain import domain as domain
from .email import email as email
from .ip_address import ipv4 as ipv4
from .ip_address import ipv6 as ipv6
from .slug import slug as slug
from .url import url as url
from .uuid import uuid as uuid
