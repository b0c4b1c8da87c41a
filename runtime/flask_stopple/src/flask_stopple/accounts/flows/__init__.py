"""What visitors do with accounts, a file for each life's part. Each flow takes values that its form has read, and ends with an answer."""
