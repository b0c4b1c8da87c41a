"""Classes of settings that derive from one another."""

import os


class Base:
    SECRET_KEY = "change-this"  # clean: nobody takes it as it is
    JWT_SECRET_KEY = "change-that"  # flaw: weak-secret-key


class Production(Base):
    SECRET_KEY = os.environ["SECRET_KEY"]


class DevelopmentSettings(Base):
    DEBUG = True


class Plain:
    SECRET_KEY = "change-both"  # flaw: weak-secret-key


class Derived(Plain):
    SECRET_KEY = os.environ["OTHER_KEY"]
