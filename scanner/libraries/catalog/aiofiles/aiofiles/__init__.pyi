from .threadpool import open as open
