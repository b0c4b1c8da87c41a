"""Fixed names in a shared folder."""
# options: pedantic

PATH = "/tmp/report.txt"


def write(text):
    with open("/tmp/report.txt", "w") as file:  # flaw: insecure-temporary-file
        file.write(text)
    with open("/tmp/report.txt") as file:  # clean: read only
        return file.read()
