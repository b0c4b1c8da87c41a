"""What was uploaded is read from the file that it was saved as, whatever the file is called."""
import json
import pickle
import shutil
import uuid
from pathlib import Path

import joblib
import pandas as pd
import yaml
from flask import Flask, request

app = Flask(__name__)
FOLDER = Path("/var/lib/forecasts")


def saved(upload):
    path = FOLDER / f"{uuid.uuid4()}.model"
    upload.save(path)
    return path


@app.post("/models")
def add_model():
    path = FOLDER / "model.joblib"
    request.files["model"].save(str(path))
    return {"kind": str(joblib.load(path))}  # flaw: unsafe-deserialization


@app.post("/models/helper")
def by_helper():
    return {"kind": str(joblib.load(saved(request.files["model"])))}  # flaw: unsafe-deserialization


@app.post("/models/opened")
def opened():
    path = FOLDER / "model.pickle"
    request.files["model"].save(path)
    with path.open("rb") as handle:
        return {"kind": str(pickle.load(handle))}  # flaw: unsafe-deserialization


@app.post("/models/copied")
def copied():
    path = "/var/lib/forecasts/copied.pickle"
    with open(path, "wb") as out:
        shutil.copyfileobj(request.files["model"].stream, out)
    return {"rows": len(pd.read_pickle(path))}  # flaw: unsafe-deserialization


@app.put("/models/body")
def body():
    path = FOLDER / "settings.yml"
    path.write_bytes(request.get_data())
    return {"settings": str(yaml.load(path.open(), Loader=yaml.UnsafeLoader))}  # flaw: unsafe-deserialization


@app.post("/models/safe")
def safe():
    path = FOLDER / "settings.yml"
    request.files["settings"].save(path)
    settings = yaml.safe_load(path.open())  # clean: builds plain data alone
    return {"settings": settings, "notes": json.loads(path.read_text())}


@app.post("/models/other")
def other():
    kept = FOLDER / "kept.joblib"
    path = FOLDER / "picture.png"
    request.files["picture"].save(path)
    return {"kind": str(joblib.load(kept)), "path": str(path)}  # clean: another file
