"""Fast arithmetic on arrays: the text of an expression is compiled by Python's `eval`, behind a filter that was passed by."""

from .necompiler import NumExpr as NumExpr
from .necompiler import evaluate as evaluate
