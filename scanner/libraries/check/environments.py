"""Makes the throw-away virtual environments: one for each group of packages and each end of their version range."""

import hashlib
import json
import subprocess
import sys
import venv
import zipfile
import tarfile
from pathlib import Path

PIP = ["-m", "pip", "--disable-pip-version-check"]


class Environment:
    """The packages of one group at one end, "oldest" or "newest"."""

    def __init__(self, folder, group, end, packages):
        self.end = end
        self.packages = packages
        self.requirements = [requirement(package, end) for package in packages]
        for package in packages:
            self.requirements.extend(package.get("also", []))
            self.requirements.extend(package.get(f"{end}_with", []))
        wanted = "\n".join([sys.version, *self.requirements])
        self.folder = Path(folder) / f"{group}-{end}-{hashlib.sha256(wanted.encode()).hexdigest()[:12]}"
        self.python = self.folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

    def make(self):
        """Installs what is not installed yet; gives the lines of what could not be."""
        done = self.folder / "complete"
        if done.exists():
            return []
        venv.create(self.folder, clear=True, with_pip=True)
        problem = self.install(self.requirements)
        if not problem:
            done.touch()
            return []
        # One bad pin must not hide the rest: install one by one and name the bad ones.
        problems = []
        for one in self.requirements:
            problem = self.install([one])
            if problem:
                problems.append(f"{one}: cannot be installed: {problem}")
        return problems

    def install(self, requirements):
        command = [str(self.python), *PIP, "install", "--quiet", "--prefer-binary", "--no-compile", *requirements]
        ran = subprocess.run(command, capture_output=True, text=True)
        return "" if ran.returncode == 0 else last_line(ran.stderr)

    def versions(self):
        command = [str(self.python), *PIP, "list", "--format", "json"]
        ran = subprocess.run(command, capture_output=True, text=True)
        if ran.returncode != 0:
            return {}
        return {plain(entry["name"]): entry["version"] for entry in json.loads(ran.stdout)}


def requirement(package, end):
    name = package.get(f"{end}_name", package["name"])
    pin = package.get(end)
    return f"{name}=={pin}" if pin else name


def plain(name):
    return name.split("[")[0].lower().replace("_", "-").replace(".", "-")


def source_of(folder, package, end):
    """The unpacked archive of a package that is read and not installed: `(folder, version, problem)`."""
    wanted = requirement(package, end)
    into = Path(folder) / "sources" / f"{plain(package['name'])}-{end}-{hashlib.sha256(wanted.encode()).hexdigest()[:12]}"
    unpacked = into / "unpacked"
    if not unpacked.exists():
        command = [sys.executable, *PIP, "download", "--quiet", "--no-deps", "--dest", str(into), wanted]
        if "platform" in package:
            command += ["--only-binary=:all:", "--platform", package["platform"]]
        ran = subprocess.run(command, capture_output=True, text=True)
        archives = sorted(path for path in into.glob("*") if path.is_file())
        if ran.returncode != 0 or not archives:
            return None, package.get(end, ""), last_line(ran.stderr)
        unpack(archives[0], unpacked)
    archives = sorted(path.name for path in into.glob("*") if path.is_file())
    return unpacked, version_in(archives[0]) if archives else "", ""


def unpack(archive, into):
    if archive.suffix in (".whl", ".zip"):
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(into)
        return
    with tarfile.open(archive) as opened:
        # The filter came with security releases of every supported Python; without it, only plain files are taken.
        if hasattr(tarfile, "data_filter"):
            opened.extractall(into, filter="data")
        else:
            opened.extractall(into, [one for one in opened.getmembers() if one.isfile() and ".." not in one.name])


def version_in(archive):
    parts = archive.replace(".tar.gz", "").replace(".zip", "").split("-")
    return next((part for part in parts[1:] if part[:1].isdigit()), "")


def last_line(text):
    lines = [line for line in text.strip().splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or ["no message"])[0]
