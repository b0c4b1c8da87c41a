"""A file service: configuration, storage class, views."""
