"""Settings."""


class Base:
    CORS_ORIGINS = "*"
    PARTNERS = "https://partner.example"


class Live(Base):
    SESSION_COOKIE_SECURE = True
