from .context import CryptContext

custom_app_context: CryptContext
django_context: CryptContext
