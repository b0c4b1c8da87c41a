from .xpath_selectors import Selector as Selector
from .xpath_selectors import iter_select as iter_select
from .xpath_selectors import select as select
