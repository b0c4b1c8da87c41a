"""Examples, names and patterns that stand where a secret could."""

import enum
import re
import zipfile

connection_example = {"host": "db", "password": "P4ssw0rdOfAnybody"}  # clean: called an example
document = {"User": {"example": {"name": "ann", "password": "s3cret!Pass"}}}  # clean: of a document
API_KEY_NOW = "kT9vX2mQ7pL4"  # flaw: hard-coded-secret

ACL_CREDENTIALS = "Access-Control-Allow-Credentials"  # clean: the name of a header
ENVIRONMENT = {"password": "PGPASSWORD"}  # clean: the name of a variable
signing_token = re.compile(r"^[^\.\s]+\.[^\.\s]+$")  # clean: a pattern
id_token_parts = r"^([^\.\s]*)\.([^\.\s]+)$"  # clean: a pattern


class Feature(enum.Enum):
    api_key_v1 = "api_key_v1"  # clean: its own name


def sample(path):
    with zipfile.ZipFile(path) as archive:
        return archive.read("sample.exe", pwd=b"infected")  # clean: every archive of malware has it
