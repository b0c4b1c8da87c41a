from .readers import read_csv as read_csv
from .readers import read_fwf as read_fwf
from .readers import read_table as read_table
