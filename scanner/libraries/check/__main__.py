"""Checks the stub catalog against the packages that it describes: `python3 scanner/libraries/check --environments DIR`.

Every name and parameter of a stub must exist in the oldest or the newest supported version of its package; what is in one
of them alone carries `# since X` or `# until X` on its line. `# dynamic` marks what a library makes at run time.

The whole check makes eighteen environments, which takes many minutes the first time. `--core` is what every test run can
afford: the newest versions of the packages that carry `core = true` in packages.toml, in one environment, and the standard
library. It cannot see what an older version has, so it passes over names that are marked `until X`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from environments import Environment, plain, source_of  # noqa: E402
from sources import Sources  # noqa: E402
from stubs import claims_of  # noqa: E402

CATALOG = HERE.parent / "catalog"
ENDS = ("oldest", "newest")


def main():
    options = arguments()
    packages = read_table(HERE / "packages.toml")
    check = Check(packages, options.only, options.core)
    if options.environments:
        Path(options.environments).mkdir(parents=True, exist_ok=True)
        check.run(options.environments, options.jobs)
    else:
        with tempfile.TemporaryDirectory() as folder:
            check.run(folder, options.jobs)
    for line in check.lines():
        print(line)
    return 1 if check.failures else 0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("only", nargs="*", help="folders of the catalog; all if left out")
    parser.add_argument("--core", action="store_true", help="only the newest versions of the packages marked `core`, and the standard library")
    parser.add_argument("--environments", metavar="DIR", help="keep the virtual environments there for the next run")
    parser.add_argument("--jobs", type=int, default=2, help="environments that are made and asked at a time (default: 2)")
    return parser.parse_args()


def read_table(path):
    try:
        import tomllib
    except ImportError:
        from pip._vendor import tomli as tomllib
    return tomllib.loads(path.read_text(encoding="utf-8"))["package"]


class Check:
    """The claims of all stubs, and the answers as they come in."""

    def __init__(self, packages, only, core=False):
        self.ends = ("newest",) if core else ENDS
        self.failures = []
        self.unchecked = []
        self.passed = 0
        self.unverified = 0
        self.answers = {}
        self.versions = {}
        known = {package["stubs"] for package in packages}
        folders = sorted(path.name for path in CATALOG.iterdir() if path.is_dir())
        for folder in folders:
            if folder not in known:
                self.failures.append(f"{folder}: is not in packages.toml (scanner/libraries/check/packages.toml:1)")
        wanted = set(only) or set(folders)
        self.failures.extend(f"{name}: there is no such folder in the catalog" for name in sorted(wanted - set(folders)))
        if core:
            packages = [{**package, "group": "core"} if "group" in package else package for package in packages if package.get("core")]
        self.packages = [package for package in packages if package["stubs"] in wanted and package["stubs"] in folders]
        self.groups = {}
        for package in packages:
            if "group" in package:
                # A whole group is installed even if a part is asked for, so that the environment serves the next run.
                self.groups.setdefault(package["group"], []).append(package)
        self.claims = {package["stubs"]: claims_of(CATALOG / package["stubs"]) for package in self.packages}

    def run(self, folder, jobs):
        tasks = []
        for group, packages in self.groups.items():
            if any(package["stubs"] in self.claims for package in packages):
                tasks += [lambda e=end, g=group, p=packages: self.ask_group(Environment(folder, g, e, p)) for end in self.ends]
        for package in self.packages:
            way = package.get("way", "import")
            if way == "source":
                tasks += [lambda e=end, p=package: self.ask_source(folder, p, e) for end in self.ends]
            elif way == "ours":
                tasks.append(lambda p=package: self.ask_ours(p))
            elif way == "running":
                tasks.append(lambda p=package: self.ask_running(p))
            elif way == "unchecked":
                self.unchecked.append(f"{package['stubs']}: unchecked: {package['reason']}")
        with ThreadPoolExecutor(max_workers=jobs) as pool:
            for done in [pool.submit(task) for task in tasks]:
                done.result()
        for package in self.packages:
            self.judge(package)

    def ask_group(self, environment):
        self.failures.extend(environment.make())
        versions = environment.versions()
        for package in environment.packages:
            stubs = package["stubs"]
            if stubs in self.claims:
                self.versions[stubs, environment.end] = versions.get(plain(package["name"]), "not installed")
                self.answers[stubs, environment.end] = self.ask(environment.python, stubs)

    def ask(self, python, stubs):
        command = [str(python), str(HERE / "installed.py")]
        try:
            ran = subprocess.run(command, input=json.dumps(self.claims[stubs]), capture_output=True, text=True, timeout=120)
            return json.loads(ran.stdout)
        except (subprocess.TimeoutExpired, ValueError, OSError) as error:
            self.failures.append(f"{stubs}: cannot be asked: {type(error).__name__}")
            return [["unverified", ""]] * len(self.claims[stubs])

    def ask_running(self, package):
        stubs = package["stubs"]
        self.versions[stubs, "newest"] = sys.version.split()[0]
        answers = self.ask(sys.executable, stubs)
        for at, claim in enumerate(self.claims[stubs]):
            if claim["kind"] == "module" and answers[at][0] == "no" and "ModuleNotFoundError" in answers[at][1]:
                answers[at] = ["unverified", ""]
        self.answers[stubs, "newest"] = answers

    def ask_source(self, folder, package, end):
        stubs = package["stubs"]
        unpacked, version, problem = source_of(folder, package, end)
        self.versions[stubs, end] = version
        if problem:
            self.failures.append(f"{package['name']} {version}: cannot be fetched: {problem}")
            return
        sources = Sources(unpacked)
        self.answers[stubs, end] = [sources.answer(claim) for claim in self.claims[stubs]]

    def ask_ours(self, package):
        stubs = package["stubs"]
        self.versions[stubs, "newest"] = "here"
        sources = Sources(HERE.parents[2] / package["folder"])
        self.answers[stubs, "newest"] = [sources.answer(claim) for claim in self.claims[stubs]]

    def judge(self, package):
        stubs = package["stubs"]
        asked = [end for end in self.ends if (stubs, end) in self.answers]
        if not asked:
            return
        for at, claim in enumerate(self.claims[stubs]):
            answers = {end: self.answers[stubs, end][at] for end in asked}
            lacking = [end for end in asked if answers[end][0] == "no"]
            # How a parameter is named may change; one end of the range must know it by the stub's name.
            by_parameter = all(": parameter " in answers[end][1] for end in lacking) and any(answers[end][0] == "yes" for end in asked)
            excused = len(lacking) < len(asked) and (claim["mark"] or by_parameter)
            if self.ends == ("newest",) and claim["mark"] and claim["mark"][0] == "until":
                excused = True
            if package.get("way") == "running" or gone_before(claim["mark"], package.get("oldest")):
                excused = bool(claim["mark"])
            if lacking and not excused:
                self.failures.append(self.failure(package, claim, answers, lacking))
                continue
            self.passed += 1
            self.unverified += all(answer[0] != "yes" for answer in answers.values())

    def failure(self, package, claim, answers, lacking):
        versions = ", ".join(self.versions[package["stubs"], end] for end in lacking)
        place = f"{Path(claim['file']).relative_to(HERE.parents[2])}:{claim['line']}"
        return f"{package.get('name', package['stubs'])} {versions}: {answers[lacking[-1]][1]} ({place})"

    def lines(self):
        yield from sorted(self.unchecked)
        yield from self.failures
        yield f"{self.passed} passed ({self.unverified} of them cannot be verified), {len(self.failures)} failed"


def gone_before(mark, oldest):
    """Whether a name was gone before the oldest version that is checked: old code may still use it."""
    return bool(mark and oldest) and mark[0] == "until" and numbers(mark[1]) < numbers(oldest)


def numbers(version):
    return [int(part) for part in version.split(".") if part.isdigit()]


if __name__ == "__main__":
    sys.exit(main())
