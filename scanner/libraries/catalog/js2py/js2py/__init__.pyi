"""Runs JavaScript inside of Python, which reaches Python's own objects: `pyimport`."""

from .evaljs import EvalJs as EvalJs, eval_js as eval_js, eval_js6 as eval_js6
