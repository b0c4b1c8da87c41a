"""The search engine OpenSearch: queries are documents, scripts are code."""

from .client import OpenSearch as OpenSearch
