"""Templates: escaped for the place where each output stands, with tokens in forms that post and nonces at scripts.

A Jinja extension hands the source of each template to the core when it is compiled. The core inserts filters whose names begin with
``__stopple_``, which no variable hides; lines stay where they are. What comes in at run time is never looked at for tags, so it gets no nonce.
"""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING, Any, Callable, Optional

from flask import Flask, has_request_context, request
from jinja2 import BytecodeCache, Environment, TemplateNotFound, TemplateSyntaxError, pass_context
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from markupsafe import Markup, escape

from . import _stopple, csrf

if TYPE_CHECKING:
    from .state import State

logger = logging.getLogger("stopple")

#: Parents of a template that are read; a longer chain is taken for a circle.
_MOST_PARENTS = 16

#: The delimiters that the core reads: Jinja's own, which Flask uses.
_DELIMITERS = {
    "block_start_string": "{%",
    "block_end_string": "%}",
    "variable_start_string": "{{",
    "variable_end_string": "}}",
    "comment_start_string": "{#",
    "comment_end_string": "#}",
    "line_statement_prefix": None,
    "line_comment_prefix": None,
}

#: Names of templates that are XML and no HTML: what Jinja escapes is right there, and elements mean something else.
_XML = (".xml", ".xml.j2", ".xml.jinja", ".xml.jinja2")


def has_own_delimiters(environment: Environment) -> bool:
    """Whether templates are written with other delimiters than Jinja's own; then nothing is done to them."""
    return any(getattr(environment, name) != sign for name, sign in _DELIMITERS.items())


def is_guarded(state: State, name: Optional[str]) -> bool:
    """Whether a template is one that the guard looks after."""
    wanted = state.settings["templates"]
    if wanted is False or state.defaults is not None:
        return False
    if wanted is not True and name is not None and name in wanted:
        return False
    return name is None or not name.endswith(_XML)


class TemplateGuard(Extension):
    """Writes the guard into templates when they are compiled."""

    # Behind the extensions of others that make HTML of something else.
    priority = 10_000

    def preprocess(self, source: str, name: Optional[str], filename: Optional[str] = None) -> str:
        """The guarded source."""
        state: State = self.environment.stopple_state  # type: ignore[attr-defined]
        if not is_guarded(state, name):
            return source
        if has_own_delimiters(self.environment):
            logger.warning("%s is not guarded: the templates have delimiters of their own, which are not read", name or "a template")
            return source
        try:
            return _stopple.rewrite_template(source, self._is_escaped(name), self.parents(source, name)) or source
        except ValueError as error:
            raise TemplateSyntaxError(f"the guard cannot be written into this template: {error}", 1, name, filename) from None

    def _is_escaped(self, name: Optional[str]) -> bool:
        said: Any = self.environment.autoescape
        return bool(said(name) if callable(said) else said)

    def parents(self, source: str, name: Optional[str]) -> list[str]:
        """The sources of the templates that this one extends, the nearest first: they say where its blocks stand."""
        found: list[str] = []
        seen = {name}
        loader = self.environment.loader
        while loader is not None and len(found) < _MOST_PARENTS:
            for wanted in _stopple.template_parents(source):
                parent = self.environment.join_path(wanted, name or "")
                if parent in seen:
                    continue
                try:
                    source, filename, _ = loader.get_source(self.environment, parent)
                except TemplateNotFound:
                    continue
                for extension in self.environment.iter_extensions():
                    if extension is not self:
                        source = extension.preprocess(source, parent, filename)
                found.append(source)
                seen.add(parent)
                name = parent
                break
            else:
                break
        return found

    def signature(self, name: Optional[str], source: str) -> str:
        """What the code of a template depends on besides its source."""
        state: State = self.environment.stopple_state  # type: ignore[attr-defined]
        if not is_guarded(state, name) or has_own_delimiters(self.environment):
            return "\0stopple: none"
        told = "\0".join([_stopple.__version__, str(self._is_escaped(name)), *self.parents(source, name)])
        return "\0stopple: " + hashlib.sha256(told.encode()).hexdigest()


class _KeyedCache(BytecodeCache):
    """A cache of compiled templates that takes code only if the guard was written into it as it would be today."""

    def __init__(self, inner: BytecodeCache) -> None:
        self.inner = inner

    def load_bytecode(self, bucket: Bucket) -> None:
        self.inner.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.inner.dump_bytecode(bucket)

    def clear(self) -> None:
        self.inner.clear()

    def get_bucket(self, environment: Environment, name: str, filename: Optional[str], source: str) -> Bucket:
        extension = environment.extensions.get(TemplateGuard.identifier)
        if isinstance(extension, TemplateGuard):
            # Only the checksum is made of it.
            source += extension.signature(name, source)
        return self.inner.get_bucket(environment, name, filename, source)

    def set_bucket(self, bucket: Bucket) -> None:
        self.inner.set_bucket(bucket)


def _key_caches(environment: Environment) -> None:
    """Gives the environment a cache that knows of the guard, whenever one is put there."""
    kind = type(environment)

    def bytecode_cache(self: Any) -> Optional[BytecodeCache]:
        inner = self.__dict__.get("bytecode_cache")
        return None if inner is None else _KeyedCache(inner)

    def put(self: Any, cache: Optional[BytecodeCache]) -> None:
        self.__dict__["bytecode_cache"] = cache.inner if isinstance(cache, _KeyedCache) else cache

    environment.__class__ = type(kind.__name__, (kind,), {"bytecode_cache": property(bytecode_cache, put)})


def install(app: Flask, state: State) -> None:
    """Guards the templates of an application. A second call changes nothing."""
    environment: Environment = app.jinja_env
    if TemplateGuard.identifier in environment.extensions:
        return
    environment.extend(stopple_state=state)
    environment.filters.update(_filters(environment, state))
    _key_caches(environment)
    environment.add_extension(TemplateGuard)
    forget(app)


def forget(app: Flask) -> None:
    """Has all templates compiled anew."""
    # An environment that nobody asked for yet is not made for this: its options may still change.
    if "jinja_env" in app.__dict__ and app.jinja_env.cache is not None:
        app.jinja_env.cache.clear()


def _filters(environment: Environment, state: State) -> dict[str, Callable[..., Any]]:
    prefix = _stopple.TEMPLATE_PREFIX
    filters: dict[str, Callable[..., Any]] = {prefix + name: getattr(_stopple, f"escape_{name}") for name in _stopple.ESCAPERS}
    for name in ("script_value", "handler_value", "handler_path"):
        filters[prefix + name] = _value_filter(environment, name)
    for name in ("tag_name", "attribute_name", "named"):
        filters[prefix + name] = getattr(_stopple, f"escape_{name}")

    @pass_context
    def nonce(_context: Any, _nothing: str) -> str:
        return _nonce(environment, state)

    @pass_context
    def field(_context: Any, _nothing: str) -> str:
        return _field(environment, state)

    def form(html: str) -> str:
        return _form(environment, state, html)

    # With the context at hand Jinja does not take them for constants.
    return {**filters, prefix + "nonce": nonce, prefix + "field": field, prefix + "form": form}


def _value_filter(environment: Environment, name: str) -> Callable[[Any], Any]:
    """A value in a script: text by the core, all else as JSON by Flask."""
    escape = getattr(_stopple, f"escape_{name}")

    def value_filter(value: Any) -> Any:
        found = escape(value)
        if found is not None:
            return found
        dumps = environment.policies["json.dumps_function"]
        keywords = environment.policies["json.dumps_kwargs"]
        try:
            json = dumps(value, **keywords)
        except TypeError:
            # Not a value of JSON: its text is, as it would have been printed.
            json = dumps(str(value), **keywords)
        return _stopple.place_json(name, json)

    return value_filter


def _nonce(environment: Environment, state: State) -> str:
    if not has_request_context():
        return ""
    # Under `compat` the policy, and with it the nonce, may be another.
    other: Any = environment.globals.get("csp_nonce") if "csp_nonce" in state.kept_names else None
    nonce = _stopple.nonce(request.environ) if other is None else other()
    # `Markup.format` would take longer than all else that is done here.
    return Markup(f' nonce="{escape(nonce)}"') if nonce else ""


def _field(environment: Environment, state: State) -> str:
    # Mails and other pages that answer no request; and without a key there are no sessions that a token could belong to.
    if not has_request_context() or not state.settings["csrf"] or not state.app.secret_key:
        return ""
    token: Any = environment.globals.get("csrf_token")
    name = state.settings["csrf_field"]
    if token is not csrf.csrf_token and callable(token):
        # Somebody else checks tokens too, and would refuse ours.
        name = state.token_field or state.app.config.get("WTF_CSRF_FIELD_NAME") or name
        return csrf.hidden_field(name, token())
    return csrf.csrf_field()


def _form(environment: Environment, state: State, html: str) -> str:
    """A form that was rendered, with a field if it posts to this site and has none."""
    if not has_request_context():
        return html
    place = _stopple.form_field_place(str(html))
    if place is None:
        return html
    at, addresses = place
    guard = state.guard or state.build()
    if any(guard.own_path(request.environ, address) is None for address in addresses):
        return html
    return Markup(str(html)[:at] + str(_field(environment, state)) + str(html)[at:])
