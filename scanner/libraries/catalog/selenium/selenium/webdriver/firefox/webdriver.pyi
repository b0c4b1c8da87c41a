from typing import Any

from ..remote.webdriver import WebDriver as RemoteWebDriver

class WebDriver(RemoteWebDriver):
    def __init__(self, options: Any = ..., service: Any = ..., keep_alive: bool = ...) -> None: ...
