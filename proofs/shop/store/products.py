"""What the shop sells: the layer between the views and the database."""

from .database import get_database

ORDERS = {"name": "name", "price": "price desc"}


class Products:
    """The products as the views see them."""

    def __init__(self, database=None):
        self.database = database or get_database()

    def search(self, term):
        """Products whose name holds the term."""
        condition = f"name like '%{term}%'"
        return self.database.rows("select id, name, price from products where hidden = 0 and " + condition)

    def search_bound(self, term):
        """The same, with a bound parameter."""
        return self.database.rows(  # clean: the term is bound
            "select id, name, price from products where hidden = 0 and name like ?", f"%{term}%"
        )

    def ordered(self, order):
        """All products in an order that the visitor names."""
        column = ORDERS.get(order, "id")
        return self.database.rows("select id, name, price from products where hidden = 0 order by " + column)  # clean: from a table of ours

    def one(self, number):
        """One product by its number."""
        return self.database.row(f"select id, name, price from products where id = {int(number)}")  # clean: a number


def all_products():
    """Everything that may be shown."""
    return get_database().rows("select id, name, price from products where hidden = 0")
