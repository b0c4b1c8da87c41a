"""A secret among the settings of an application is not in the other settings, but it is in all of them together."""

import os

from flask import Flask, current_app


def take_key(shop):
    key = os.environ.get("SECRET_KEY")
    if key is None:
        raise RuntimeError("no key")
    shop.config["SECRET_KEY"] = key
    shop.config.update(API_TOKEN=os.environ["API_TOKEN"], CURRENCY="EUR")
    shop.config.from_mapping({"PAYMENT_SECRET": os.environ["PAYMENT_SECRET"], "COUNTRY": "AT"})


def report(shop):
    shop.logger.info("plugins: %s", shop.config.get("PLUGINS", []))  # clean: another setting
    shop.logger.info("mode: %s", shop.config["MODE"])  # clean: another setting
    shop.logger.info(f"currency: {shop.config['CURRENCY']}")  # clean: set beside a secret
    shop.logger.info("country: %s", shop.config.get("COUNTRY"))  # clean: set beside a secret
    shop.logger.info("key: %s", shop.config["SECRET_KEY"])  # flaw: sensitive-data-logged
    shop.logger.info("key: %s", shop.config.get("SECRET_KEY", "none"))  # flaw: sensitive-data-logged
    shop.logger.info("token: %s", shop.config["API_TOKEN"])  # flaw: sensitive-data-logged
    shop.logger.info("payment: %s", shop.config.get("PAYMENT_SECRET"))  # flaw: sensitive-data-logged
    shop.logger.info("settings: %s", shop.config)  # flaw: sensitive-data-logged


app = Flask(__name__)


@app.cli.command("start")
def start():
    take_key(app)
    report(app)


@app.get("/state")
def state():
    current_app.logger.info("plugins: %s", current_app.config.get("PLUGINS"))  # clean: another setting
    return {}
