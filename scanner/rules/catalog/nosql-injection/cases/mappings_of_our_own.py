"""A class that is a dictionary holds what it is made of."""
from flask import Flask, request
from pymongo import MongoClient

app = Flask(__name__)
answers = MongoClient().quiz.answers


class Wanted(dict):
    def open_only(self):
        return Wanted({**self, "open": True})


@app.post("/answers")
def found():
    sent = request.get_json()
    wanted = Wanted({name: sent[name] for name in ("question", "group") if name in sent})
    return {"found": answers.count_documents(wanted)}  # flaw: nosql-injection


@app.post("/answers/text")
def found_by_text():
    sent = request.get_json()
    wanted = Wanted({"question": str(sent["question"])})
    return {"found": answers.count_documents(wanted)}  # clean: a text
