"""Secrets that are sent."""

import os

import requests


def weather():
    headers = {"Authorization": "Bearer 4be17c09d2f84ac3a7d7e65a1c20d8e7f4b6"}  # flaw: hard-coded-secret
    return requests.get("https://weather.example/v1", headers=headers, timeout=5).json()


def maps():
    headers = {"Authorization": "Bearer " + os.environ["MAPS_TOKEN"]}  # clean: from the environment
    return requests.get("https://maps.example/v1", headers=headers, timeout=5).json()
