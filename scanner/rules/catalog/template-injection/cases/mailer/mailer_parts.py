"""Renders and sends."""

from jinja2 import Environment

THANKS = "Thank you, {{ name }}!"


class Mailer:
    def __init__(self, sender):
        self.sender = sender
        self.env = Environment(autoescape=True)

    def send_rendered(self, to, template, **values):
        text = self.env.from_string(template).render(**values)  # flaw(a): template-injection
        self.send(to, text)

    def send_thanks(self, name):
        self.send_from_constant(name)

    def send_from_constant(self, name):
        text = self.env.from_string(THANKS).render(name=name)  # clean: a constant
        self.send("office@example.com", text)

    def send(self, to, text):
        print(self.sender, to, len(text))
