"""The unit of work."""
import sqlite3

from repositories import CustomerRepository, OrderRepository


class UnitOfWork:
    def __enter__(self):
        self.connection = sqlite3.connect("o.db")
        self.orders = OrderRepository(self.connection)
        self.customers = CustomerRepository(self.connection)
        return self

    def __exit__(self, *args):
        self.connection.close()
