"""Environments whose templates all stand in the code."""

from jinja2 import BaseLoader, DictLoader, Environment, FileSystemLoader

REMINDER = Environment(autoescape=False).from_string("Order {{ number }} waits for {{ name }}.")  # clean: a text
BADGE = Environment(autoescape=False).from_string("<b>{{ name }}</b>")  # flaw: template-autoescape-off
letters = Environment(loader=DictLoader({"late.txt": "You are late, {{ name }}."}))  # clean: texts
boxes = Environment(loader=DictLoader({"box.html": "<div>{{ name }}</div>"}))  # flaw: template-autoescape-off
configs = Environment(loader=FileSystemLoader("files"))  # clean: what it is asked for is no HTML
pages = Environment(loader=FileSystemLoader("files"))  # flaw: template-autoescape-off
free = Environment(loader=BaseLoader())  # flaw: template-autoescape-off


def write(number, name, kind):
    return [
        REMINDER.render(number=number, name=name),
        BADGE.render(name=name),
        letters.get_template("late.txt").render(name=name),
        boxes.get_template("box.html").render(name=name),
        configs.get_template("site.conf").render(name=name),
        pages.get_template("page.html").render(name=name),
        free.from_string(kind).render(name=name),
    ]
