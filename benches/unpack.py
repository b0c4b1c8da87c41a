"""Unpacks of a wheel what a scan of its source reads: code, templates, configuration. Runs nothing of it.

Usage: python3 benches/unpack.py WHEEL FOLDER
"""

import sys
import zipfile

READ = (".py", ".pyi", ".html", ".htm", ".jinja", ".jinja2", ".j2", ".xml", ".txt", ".toml", ".cfg", ".ini", ".yaml", ".yml")


def main(wheel, folder):
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            if entry.filename.endswith(READ):
                archive.extract(entry, folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
