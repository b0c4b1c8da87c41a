from ._sync.client import Elasticsearch as Elasticsearch
