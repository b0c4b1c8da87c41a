"""What the catalogue can do."""

from . import db


class CatalogueService:
    fields = ("title", "author")

    def by_tag(self, tag):
        return db.query("select * from products where tag = ?", (tag,))

    def search(self, criteria):
        parts = [f"{name} like '%{criteria[name]}%'" for name in self.fields if name in criteria]
        return db.query("select * from products where " + " or ".join(parts))
