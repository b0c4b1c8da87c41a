from .sanitizer import Sanitizer as Sanitizer
