"""Settings."""


class Config:
    WTF_CSRF_ENABLED = False  # flaw: csrf-disabled


class TestingConfig(Config):
    WTF_CSRF_ENABLED = False  # clean: tests
