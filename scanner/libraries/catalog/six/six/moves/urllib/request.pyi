from urllib.request import (
    Request as Request,
    build_opener as build_opener,
    urlopen as urlopen,
    urlretrieve as urlretrieve,
)
