"""Users in MongoDB."""

from pymongo import MongoClient


class Users:
    def __init__(self):
        self.collection = MongoClient()["shop"]["users"]

    def by_token(self, token):
        return self.collection.find_one({"token": token}) is not None  # flaw(a): nosql-injection

    def by_token_text(self, token):
        return self.collection.find_one({"token": f"{token}"}) is not None  # clean: made text
