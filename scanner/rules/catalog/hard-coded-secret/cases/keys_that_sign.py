"""Keys that sign or encrypt, and keys that say themselves that they are live, whatever the name."""

import os

SHARE_SIGNING_KEY = "v9Rm3-Zq7wLkT1bXs5Gh"  # flaw: hard-coded-secret
ENCRYPTION_KEY = os.environ["ENCRYPTION_KEY"]  # clean: from outside
CUSTOMS = "cst_live_8fP3vXk6LrT51bZsWmFa72"  # flaw: hard-coded-secret
SIGNING_KEY_NAME = "link-signing"  # clean: a name
FEED = "was_live_yesterday"  # clean: words
SUPPLIER_SHARED_KEY = "Lq7-supplier!2024-Xv"  # flaw: hard-coded-secret
SHARED_KEYBOARD = "de-neo2-layout"  # clean: no key of that kind
