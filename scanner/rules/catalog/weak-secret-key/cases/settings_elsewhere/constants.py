"""What several modules use."""

FIRST_KEY = "please-change-this-secret-key"
