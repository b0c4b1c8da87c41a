from .main import YAML as YAML
from .main import load as load  # until 0.17
from .main import load_all as load_all  # until 0.17
from .main import round_trip_load as round_trip_load  # until 0.17
from .main import safe_load as safe_load  # until 0.17
