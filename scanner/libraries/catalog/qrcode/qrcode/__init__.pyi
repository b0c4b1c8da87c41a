from .main import QRCode as QRCode
from .main import make as make
