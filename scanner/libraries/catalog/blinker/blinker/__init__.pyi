"""Signals of an application's own. What is sent is handed to the functions that are connected: the engine knows those."""

from .base import ANY as ANY, NamedSignal as NamedSignal, Namespace as Namespace, Signal as Signal, default_namespace as default_namespace, signal as signal
