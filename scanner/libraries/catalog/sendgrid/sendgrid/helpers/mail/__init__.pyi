from .mail import Mail as Mail
