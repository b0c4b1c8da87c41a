from .client import AutoAddPolicy as AutoAddPolicy
from .client import MissingHostKeyPolicy as MissingHostKeyPolicy
from .client import RejectPolicy as RejectPolicy
from .client import SSHClient as SSHClient
from .client import WarningPolicy as WarningPolicy
from .rsakey import RSAKey as RSAKey
from .sftp_client import SFTPClient as SFTPClient
from .transport import Transport as Transport
