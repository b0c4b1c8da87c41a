"""A key under any name is a secret if it was drawn, unless it is made to be shown."""

import os


class Config:
    PARTNER_KEY = "3be1c07f9d5a4e28b6f0a917c4d2e853"  # flaw: hard-coded-secret
    MAPS_SITE_KEY = "6LcQ9pZ7Tq2mVx4Kd8Rb1Yw3Hs5Nf0Gj"  # clean: pages show it
    PUBLIC_KEY = "9d5a4e28b6f0a917c4d2e8533be1c07f"  # clean: it is public
    CACHE_KEY = "b6f0a917c4d2e8533be1c07f9d5a4e28"  # clean: a key of a cache
    SORT_KEY = "created_at"  # clean: a column
    COURIER_KEY = os.environ["COURIER_KEY"]  # clean: from the environment


COURIERS = {"express_key": "c4d2e8533be1c07f9d5a4e28b6f0a917"}  # flaw: hard-coded-secret
