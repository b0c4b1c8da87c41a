"""Switches of pycurl, which are numbers."""

import pycurl

reader = pycurl.Curl()
reader.setopt(pycurl.URL, "https://feeds.example.org/")
reader.setopt(pycurl.SSL_VERIFYPEER, 0)  # flaw: insecure-transport
reader.setopt(pycurl.SSL_VERIFYHOST, False)  # flaw: insecure-transport


class Feed:
    def __init__(self):
        self.curl = pycurl.Curl()
        self.curl.setopt(pycurl.SSL_VERIFYPEER, 1)  # clean: on
        self.curl.setopt(pycurl.SSL_VERIFYHOST, 2)  # clean: on
        self.curl.setopt(pycurl.FOLLOWLOCATION, 0)  # clean: another switch
