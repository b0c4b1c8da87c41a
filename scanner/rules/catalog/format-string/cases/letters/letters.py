"""Letters."""


class Person:
    def __init__(self, name):
        self.name = name


class Letter:
    def __init__(self, text):
        self.text = text

    def to(self, name):
        return self.text.format(person=Person(name))  # flaw(a): format-string


class FixedLetter(Letter):
    def __init__(self):
        super().__init__("Dear {person.name}")
