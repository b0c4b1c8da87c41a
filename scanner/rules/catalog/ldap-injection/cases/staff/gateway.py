"""The directory."""

from ldap3 import Connection


class Gateway:
    def __init__(self, host):
        self.host = host

    def __enter__(self):
        self.connection = Connection(self.host, auto_bind=True)
        return self

    def __exit__(self, *details):
        self.connection.unbind()

    def count(self, **wanted):
        conditions = "".join(f"({name}={value})" for name, value in wanted.items())
        self.connection.search("dc=example,dc=com", f"(&{conditions})")  # flaw(a): ldap-injection
        return len(self.connection.entries)
