from .base import Repo as Repo
