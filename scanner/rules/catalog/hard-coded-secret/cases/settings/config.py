"""Settings."""


class Config:
    MAIL_PASSWORD = "Tr0ub4dor"  # flaw: hard-coded-secret
    SECRET_KEY = "9f86d081884c7d659a2feaa0c55ad015"  # flaw: hard-coded-secret


class TestConfig(Config):
    MAIL_PASSWORD = "Tr0ub4dor"  # clean: tests
