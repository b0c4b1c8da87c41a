"""Numbers."""

import random


def number():
    return random.getrandbits(64)  # clean: judged where it goes
