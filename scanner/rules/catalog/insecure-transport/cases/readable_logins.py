"""Passwords that go over the wire as they are."""

import ftplib
import os
import smtplib
import ssl

import ldap


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


def directory():
    con = ldap.initialize("ldap://directory.example")  # flaw: insecure-transport
    con.simple_bind_s("cn=reader", os.environ["LDAP_PASSWORD"])
    return con


def directory_by_tls():
    con = ldap.initialize("ldap://directory.example")  # clean: TLS comes before the password
    con.start_tls_s()
    con.simple_bind_s("cn=reader", os.environ["LDAP_PASSWORD"])
    return con


def directory_within_tls():
    con = ldap.initialize("ldaps://directory.example")  # clean: by TLS
    con.simple_bind_s("cn=reader", os.environ["LDAP_PASSWORD"])
    return con


def directory_of_settings(name, password):
    con = ldap.initialize(os.environ["DIRECTORY"])  # clean: it may be `ldaps://` for all that is known
    con.simple_bind_s(name, password)
    return con
