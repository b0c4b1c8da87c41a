"""Cells and sheets."""


class Cell:
    def __init__(self, formula):
        self.formula = formula

    def value(self):
        return eval(self.formula)  # flaw(a): code-injection


class Sheet:
    def __init__(self):
        self.cells = {}

    def put(self, name, formula):
        self.cells[name] = Cell(formula)

    def value(self, name):
        return self.cells[name].value()
