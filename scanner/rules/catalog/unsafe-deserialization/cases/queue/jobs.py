"""Queues of jobs."""

import json
import pickle
from collections import deque


class Queue:
    def __init__(self, name):
        self.name = name
        self.waiting = deque()

    def put(self, data):
        self.waiting.append(data)

    def take(self):
        return self.decode(self.waiting.popleft())

    def decode(self, data):
        return pickle.loads(data)  # flaw(a): unsafe-deserialization


class JsonQueue(Queue):
    def decode(self, data):
        return json.loads(data)  # clean: JSON
