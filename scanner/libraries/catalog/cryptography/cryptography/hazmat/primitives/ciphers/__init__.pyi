from .base import Cipher as Cipher
