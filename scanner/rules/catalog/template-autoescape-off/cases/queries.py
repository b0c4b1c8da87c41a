"""An environment for texts that are no HTML."""

from jinja2 import Environment

queries = Environment()  # clean: SQL has no tags


def query(table):
    return queries.from_string("select * from {{ table }}").render(table=table)
