"""The default is replaced for the whole program."""

import ssl

ssl._create_default_https_context = ssl._create_unverified_context  # flaw: insecure-transport
