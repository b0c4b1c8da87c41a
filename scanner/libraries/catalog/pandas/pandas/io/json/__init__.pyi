from ._json import read_json as read_json
