from .core import Markdown as Markdown
from .core import markdown as markdown
