"""Databases, searches and directories whose certificate is not looked at."""

import ssl

import ldap
import pymongo
import redis
from elasticsearch import Elasticsearch
from flask import Flask, jsonify
from ldap import OPT_X_TLS_NEVER
from motor.motor_asyncio import AsyncIOMotorClient
from opensearchpy import OpenSearch

app = Flask(__name__)

search = Elasticsearch("https://search.shop.example:9200", verify_certs=False)  # flaw: insecure-transport
checked_search = Elasticsearch("https://search.shop.example:9200", ca_certs="ca.pem")  # clean: a private authority
other_search = OpenSearch(hosts=["https://search.shop.example"], use_ssl=True, verify_certs=False)  # flaw: insecure-transport
checked_other = OpenSearch(hosts=["https://search.shop.example"], use_ssl=True, verify_certs=True)  # clean: checked

documents = pymongo.MongoClient("mongodb://db.shop.example", tls=True, tlsAllowInvalidCertificates=True)  # flaw: insecure-transport
lax_documents = pymongo.MongoClient("mongodb://db.shop.example/?tls=true&tlsInsecure=true")  # flaw: insecure-transport
later_documents = AsyncIOMotorClient("mongodb://db.shop.example", tlsInsecure=True)  # flaw: insecure-transport
checked_documents = pymongo.MongoClient("mongodb://db.shop.example/?tls=true", tlsCAFile="ca.pem")  # clean: a private authority

cache = redis.Redis(host="cache.shop.example", ssl=True, ssl_cert_reqs="none")  # flaw: insecure-transport
cache_by_address = redis.from_url("rediss://cache.shop.example:6379/0", ssl_cert_reqs=None)  # flaw: insecure-transport
cache_in_address = redis.Redis.from_url("rediss://cache.shop.example/0?ssl_cert_reqs=none")  # flaw: insecure-transport
cache_by_constant = redis.StrictRedis(host="cache.shop.example", ssl=True, ssl_cert_reqs=ssl.CERT_NONE)  # flaw: insecure-transport
checked_cache = redis.Redis(host="cache.shop.example", ssl=True, ssl_ca_certs="ca.pem")  # clean: a private authority
required_cache = redis.Redis(host="cache.shop.example", ssl=True, ssl_cert_reqs="required", protocol=3)  # clean: checked

ldap.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_NEVER)  # flaw: insecure-transport


@app.get("/people")
def people():
    link = ldap.initialize("ldaps://ldap.shop.example")
    link.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, OPT_X_TLS_NEVER)  # flaw: insecure-transport
    return jsonify(link.whoami_s())


@app.get("/staff")
def staff():
    link = ldap.initialize("ldaps://ldap.shop.example")
    link.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_ALLOW)  # flaw: insecure-transport
    return jsonify(link.whoami_s())


@app.get("/guests")
def guests():
    link = ldap.initialize("ldaps://ldap.shop.example")
    link.set_option(ldap.OPT_REFERRALS, 0)  # clean: no certificate
    link.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_DEMAND)  # clean: checked
    return jsonify(link.whoami_s())
