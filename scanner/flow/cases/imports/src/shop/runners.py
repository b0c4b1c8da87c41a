import os


def run_outer(command):
    os.system(command)  # flaw: command-injection


def run_inner(command):
    os.system(command)  # flaw: command-injection


def run_aliased(command):
    os.system(command)  # flaw(a): command-injection


def run_constant(command):
    os.system(command)  # clean: only constants come here
