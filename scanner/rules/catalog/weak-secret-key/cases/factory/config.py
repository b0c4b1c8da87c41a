"""Settings."""

import os


class BaseConfig:
    SECRET_KEY = "secret"  # flaw: weak-secret-key


class ProductionConfig(BaseConfig):
    SECRET_KEY = os.environ.get("SECRET_KEY")  # clean: from the environment


class TestingConfig(BaseConfig):
    SECRET_KEY = "test"  # clean: tests
