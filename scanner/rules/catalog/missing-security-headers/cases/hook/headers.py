"""Headers."""

HEADERS = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY"}


def protect(response):
    response.headers.update(HEADERS)
    return response
