"""Handlers that are named in descriptions of the interface; what they are called with stands there too."""

import connexion
from connexion.resolver import RestyResolver

application = connexion.FlaskApp(__name__, specification_dir="interfaces/")
application.add_api("shop.yaml", strict_validation=True)
application.add_api("old.json", base_path="/old")
application.add_api("by_address.yml", resolver=RestyResolver("shop.rest"))


if __name__ == "__main__":
    application.run(port=8080)
