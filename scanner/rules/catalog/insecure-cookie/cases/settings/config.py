"""Settings."""


class Config:
    SESSION_COOKIE_SECURE = False  # clean: nobody takes the base as it is
    SESSION_COOKIE_HTTPONLY = False  # flaw: insecure-cookie


class DevelopmentConfig(Config):
    SESSION_COOKIE_SECURE = False  # clean: a developer's machine


class ProductionConfig(Config):
    SESSION_COOKIE_SECURE = True  # clean: on
