"""A reader of feeds."""
import urllib.request
from xml.etree import ElementTree


class FeedReader:
    def __init__(self, timeout):
        self.timeout = timeout

    def read(self, url):
        with urllib.request.urlopen(url, timeout=self.timeout) as answer:  # flaw: server-side-request-forgery
            return len(ElementTree.parse(answer).getroot())

    def read_own(self, name):
        with urllib.request.urlopen("https://example.com/" + name, timeout=self.timeout) as answer:  # clean: ours
            return len(answer.read())
