"""People in an XML file."""

from lxml import etree


class Directory:
    def __init__(self, path):
        self.tree = etree.parse(path)

    def by_name(self, name):
        return self._count("//person[name='" + name + "']")

    def by_name_safely(self, name):
        return len(self.tree.xpath("//person[name=$name]", name=name))  # clean: a variable

    def _count(self, expression):
        return len(self.tree.xpath(expression))  # flaw(a): xpath-injection
