"""Settings."""

import os


class Config:
    DEBUG = True  # flaw: debug-enabled


class ProductionConfig(Config):
    DEBUG = False  # clean: off


class DevelopmentConfig(Config):
    DEBUG = True  # clean: a developer's machine


class StagingConfig(Config):
    DEBUG = os.environ.get("APP_DEBUG", "") == "1"  # clean: the environment decides
