from .slugify import slugify as slugify
