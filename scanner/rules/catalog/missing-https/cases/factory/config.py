"""Settings."""


class Config:
    SESSION_COOKIE_SECURE = True
