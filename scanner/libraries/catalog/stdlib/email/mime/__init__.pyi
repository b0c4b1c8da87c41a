"""Parts of a mail."""
