"""Templates that hold Python: `${...}` is an expression. What is given to a template is escaped unless it says `structure`."""

from .zpt.loader import TemplateLoader as PageTemplateLoader
from .zpt.template import PageTemplate as PageTemplate
from .zpt.template import PageTemplateFile as PageTemplateFile
from .zpt.template import PageTextTemplate as PageTextTemplate
from .zpt.template import PageTextTemplateFile as PageTextTemplateFile
