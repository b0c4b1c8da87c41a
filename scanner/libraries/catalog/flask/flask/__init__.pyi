"""Flask, with the names of old versions too."""

from markupsafe import Markup as Markup, escape as escape  # until 3.0
from werkzeug.exceptions import abort as abort
from werkzeug.utils import redirect as redirect
from werkzeug.utils import safe_join as safe_join  # until 2.1
from . import json as json
from .app import Flask as Flask
from .blueprints import Blueprint as Blueprint
from .config import Config as Config
from .ctx import (
    after_this_request as after_this_request,
    copy_current_request_context as copy_current_request_context,
    has_app_context as has_app_context,
    has_request_context as has_request_context,
)
from .globals import (
    _app_ctx_stack as _app_ctx_stack,  # until 2.3
    _request_ctx_stack as _request_ctx_stack,  # until 2.3
    current_app as current_app,
    g as g,
    request as request,
    session as session,
)
from .helpers import (
    flash as flash,
    get_flashed_messages as get_flashed_messages,
    get_template_attribute as get_template_attribute,
    make_response as make_response,
    send_file as send_file,
    send_from_directory as send_from_directory,
    stream_with_context as stream_with_context,
    url_for as url_for,
)
from .json import jsonify as jsonify
from .signals import (
    appcontext_popped as appcontext_popped,
    appcontext_pushed as appcontext_pushed,
    appcontext_tearing_down as appcontext_tearing_down,
    before_render_template as before_render_template,
    got_request_exception as got_request_exception,
    message_flashed as message_flashed,
    request_finished as request_finished,
    request_started as request_started,
    request_tearing_down as request_tearing_down,
    template_rendered as template_rendered,
)
from .templating import (
    render_template as render_template,
    render_template_string as render_template_string,
    stream_template as stream_template,  # since 2.2
    stream_template_string as stream_template_string,  # since 2.2
)
from .wrappers import Request as Request, Response as Response

__version__: str
