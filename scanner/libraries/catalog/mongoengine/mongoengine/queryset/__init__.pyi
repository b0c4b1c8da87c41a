from .queryset import QuerySet as QuerySet
from .visitor import Q as Q
