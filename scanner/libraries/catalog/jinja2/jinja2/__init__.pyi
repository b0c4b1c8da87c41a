"""Templates."""

from markupsafe import Markup as Markup, escape as escape
from .environment import Environment as Environment, Template as Template
from .exceptions import (
    TemplateAssertionError as TemplateAssertionError,
    TemplateError as TemplateError,
    TemplateNotFound as TemplateNotFound,
    TemplateRuntimeError as TemplateRuntimeError,
    TemplatesNotFound as TemplatesNotFound,
    TemplateSyntaxError as TemplateSyntaxError,
    UndefinedError as UndefinedError,
)
from .loaders import (
    BaseLoader as BaseLoader,
    ChoiceLoader as ChoiceLoader,
    DictLoader as DictLoader,
    FileSystemLoader as FileSystemLoader,
    FunctionLoader as FunctionLoader,
    ModuleLoader as ModuleLoader,
    PackageLoader as PackageLoader,
    PrefixLoader as PrefixLoader,
)
from .runtime import (
    ChainableUndefined as ChainableUndefined,
    DebugUndefined as DebugUndefined,
    StrictUndefined as StrictUndefined,
    Undefined as Undefined,
)
from .utils import (
    contextfilter as contextfilter,
    contextfunction as contextfunction,
    environmentfilter as environmentfilter,
    pass_context as pass_context,
    pass_environment as pass_environment,
    pass_eval_context as pass_eval_context,
    select_autoescape as select_autoescape,
)
