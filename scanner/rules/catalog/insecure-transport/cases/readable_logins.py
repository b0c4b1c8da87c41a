"""Passwords that go over the wire as they are."""

import ftplib
import os
import smtplib
import ssl


def listing_of_all():
    return ftplib.FTP("mirror.example").nlst()  # clean: no password; pedantic


def listing_by_tls():
    server = ftplib.FTP_TLS("backup.example")  # clean: by TLS
    server.login("shop", os.environ["FTP_PASSWORD"])
    return server.nlst()


def report(text):
    with smtplib.SMTP("mail.example", 587) as server:  # clean: TLS comes before the password
        server.starttls(context=ssl.create_default_context())
        server.login("shop", os.environ["MAIL_PASSWORD"])
        server.sendmail("a@shop.example", ["b@shop.example"], text)


def report_readable(text):
    with smtplib.SMTP("mail.example") as server:  # flaw: insecure-transport
        server.login("shop", os.environ["MAIL_PASSWORD"])
        server.sendmail("a@shop.example", ["b@shop.example"], text)
