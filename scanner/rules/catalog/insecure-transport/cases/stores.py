"""Clients of databases, searches and directories that are told not to check who answers."""

import ldap
import pymongo
import redis
from elasticsearch import Elasticsearch

search = Elasticsearch("https://search.internal:9200", verify_certs=False)  # flaw: insecure-transport
mongo = pymongo.MongoClient("mongodb://db.internal", tls=True, tlsAllowInvalidCertificates=True)  # flaw: insecure-transport
cache = redis.Redis(host="cache.internal", ssl=True, ssl_cert_reqs="none")  # flaw: insecure-transport
good_search = Elasticsearch("https://search.internal:9200", ca_certs="ca.pem")  # clean: checked
good_mongo = pymongo.MongoClient("mongodb://db.internal", tls=True, tlsCAFile="ca.pem")  # clean: checked
good_cache = redis.Redis(host="cache.internal", ssl=True, ssl_ca_certs="ca.pem")  # clean: checked


def who():
    link = ldap.initialize("ldaps://ldap.example.org")
    link.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_NEVER)  # flaw: insecure-transport
    return link.whoami_s()


def who_is_checked():
    link = ldap.initialize("ldaps://ldap.example.org")
    link.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_DEMAND)  # clean: checked
    return link.whoami_s()
