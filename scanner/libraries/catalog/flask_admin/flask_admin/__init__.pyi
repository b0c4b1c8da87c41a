"""Pages of administration. Nobody is asked to sign in, unless `is_accessible` says so."""

from .base import Admin as Admin, AdminIndexView as AdminIndexView, BaseView as BaseView, expose as expose, expose_plugview as expose_plugview
