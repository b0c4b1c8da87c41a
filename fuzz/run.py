"""Runs the fuzz targets, each for a while: `python3 fuzz/run.py [--seconds 120] [TARGET ...]`.

They are built with the compiler that builds everything else: the pass that instruments code for coverage is part of it, and the
engine, libFuzzer, comes with a crate. Inputs that are worth keeping lie in `fuzz/corpus/TARGET`, which git ignores, after a start with
the cases of the catalogs and the tests' own texts; an input that fails a property lies in `fuzz/artifacts/TARGET`, and the run ends with 1.
"""

import argparse
import hashlib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
#: Which of our texts each target starts with.
SEEDS = {
    "read": ["scanner/**/cases/**/*.py", "scanner/libraries/catalog/**/*.pyi"],
    "decode": ["scanner/**/cases/**/*.py"],
    "templates": ["scanner/**/cases/**/*.html", "runtime/flask_stopple/src/**/*.html", "proofs/**/*.html"],
    "policies": [],
    "requests": [],
    "tokens": [],
    "passwords": [],
}
#: What a header, an address or a token looks like.
TEXTS = {
    "policies": [
        "default-src 'self'; script-src 'nonce' 'strict-dynamic' https://cdn.example:443/a; report-uri /r; sandbox allow-forms",
        "geolocation=(self \"https://maps.example\"), camera=(), fullscreen=*",
        "max-age=31536000; includeSubDomains; preload",
    ],
    "requests": [
        "https://shop.example:8443/a?b#c", "//evil.example/\\x", "/account", "[::1]:80", "same-origin", "a=b; __Host-session=x",
        "session=x; Path=/; Secure; HttpOnly; SameSite=Lax; Domain=.a.example", "for=\"[2001:db8::1]:4711\";proto=https;by=_x, for=192.0.2.1",
    ],
    "tokens": ["1.MTIzNDU2Nzg5MDEyMzQ1Ng.MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI", "dev", "\x01\x02\x00\x00\x00"],
    "passwords": ["scrypt:32768:8:1$salt$00ff", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$AAAA", "pbkdf2_sha256$600000$salt$AAAA", "$2b$12$abcdefghijklmnopqrstuv", "JBSWY3DPEHPK3PXP"],
}
FLAGS = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cdebug-assertions",
    "-Coverflow-checks=on",
    "-Ccodegen-units=1",
    "--cfg=fuzzing",
]


def build():
    """Builds all targets and says where they lie."""
    target = Path(os.environ.get("CARGO_TARGET_DIR", HERE / "target"))
    triple = next(line.split()[1] for line in subprocess.run(["rustc", "-vV"], capture_output=True, text=True, check=True).stdout.splitlines() if line.startswith("host:"))
    environment = {**os.environ, "RUSTFLAGS": " ".join(FLAGS), "CARGO_TARGET_DIR": str(target)}
    # With `--target` the flags are not for build scripts and macros, which have no engine to report to.
    subprocess.run(["cargo", "build", "--release", "--target", triple], cwd=HERE, env=environment, check=True)
    return target / triple / "release"


def seed(target):
    """The folder of a target's inputs, with our own texts in it."""
    corpus = HERE / "corpus" / target
    corpus.mkdir(parents=True, exist_ok=True)
    texts = [path.read_bytes() for pattern in SEEDS[target] for path in sorted(ROOT.glob(pattern))]
    for text in [*texts, *(text.encode() for text in TEXTS.get(target, []))]:
        (corpus / hashlib.sha256(text).hexdigest()[:16]).write_bytes(text)
    return corpus


def main():
    """Builds, and runs one target after another."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(SEEDS)}; all if left out")
    parser.add_argument("--seconds", type=int, default=120, help="for each target")
    options = parser.parse_args()
    unknown = set(options.targets) - set(SEEDS)
    if unknown:
        parser.error(f"there is no target {', '.join(sorted(unknown))}")
    programs = build()
    failed = []
    for target in options.targets or SEEDS:
        print(f"== {target}", flush=True)
        artifacts = HERE / "artifacts" / target
        artifacts.mkdir(parents=True, exist_ok=True)
        command = [str(programs / target), f"-max_total_time={options.seconds}", "-timeout=10", "-rss_limit_mb=4096", "-print_final_stats=1",
                   "-verbosity=0", f"-artifact_prefix={artifacts}/", str(seed(target))]
        if subprocess.run(command).returncode:
            failed.append(target)
    if failed:
        print(f"failed: {', '.join(failed)}; the inputs lie in fuzz/artifacts")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
