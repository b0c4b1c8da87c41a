from ._base import ExcelFile as ExcelFile
from ._base import read_excel as read_excel
