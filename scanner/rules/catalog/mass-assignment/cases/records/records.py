"""Records."""


class Record:
    def fill(self, values):
        for name, value in values.items():
            setattr(self, name, value)  # flaw(a): mass-assignment


class Account(Record):
    name = ""
    credit = 0


class CarefulAccount(Record):
    name = ""
    fillable = ("name",)

    def fill(self, values):
        for name in self.fillable:
            setattr(self, name, values.get(name))  # clean: names of ours
