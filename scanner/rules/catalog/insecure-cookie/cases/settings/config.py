"""Settings."""


class Config:
    SESSION_COOKIE_SECURE = False  # flaw: insecure-cookie
    SESSION_COOKIE_HTTPONLY = False  # flaw: insecure-cookie


class DevelopmentConfig(Config):
    SESSION_COOKIE_SECURE = False  # clean: a developer's machine


class ProductionConfig(Config):
    SESSION_COOKIE_SECURE = True  # clean: on
