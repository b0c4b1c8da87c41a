from .reader.excel import load_workbook as load_workbook
from .workbook import Workbook as Workbook
