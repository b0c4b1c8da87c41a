"""Repositories with a common parent."""


class BaseRepository:
    def __init__(self, connection):
        self._connection = connection

    def _all(self, sql, *values):
        return self._connection.execute(sql, values).fetchall()  # flaw: sql-injection


class OrderRepository(BaseRepository):
    def search(self, customer, sort):
        sql = "select * from orders"
        if customer:
            sql += " where customer = ?"
            return self._all(sql + f" order by {sort}", customer)
        return self._all(sql)


class CustomerRepository(BaseRepository):
    def by_name(self, name):
        return self._all("select * from customers where name = ?", name)
