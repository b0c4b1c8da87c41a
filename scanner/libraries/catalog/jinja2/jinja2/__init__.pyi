"""Templates."""

from markupsafe import Markup as Markup, escape as escape  # until 3.1
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
    contextfunction as contextfunction,  # until 3.1
    pass_context as pass_context,  # since 3.0
    pass_environment as pass_environment,  # since 3.0
    pass_eval_context as pass_eval_context,  # since 3.0
    select_autoescape as select_autoescape,
)
from .filters import contextfilter as contextfilter, environmentfilter as environmentfilter  # until 3.1
