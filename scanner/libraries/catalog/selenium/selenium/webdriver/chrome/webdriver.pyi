from typing import Any

from ..remote import webdriver

class WebDriver(webdriver.WebDriver):
    def __init__(self, options: Any = ..., service: Any = ..., keep_alive: bool = ...) -> None: ...
