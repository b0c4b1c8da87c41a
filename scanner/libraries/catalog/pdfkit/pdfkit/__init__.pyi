from .api import from_file as from_file
from .api import from_string as from_string
from .api import from_url as from_url
