"""Forms with CSRF protection."""

from .csrf import CSRFProtect as CSRFProtect, CsrfProtect as CsrfProtect  # until 1.0
from .form import FlaskForm as FlaskForm, Form as Form
from .recaptcha import Recaptcha as Recaptcha, RecaptchaField as RecaptchaField, RecaptchaWidget as RecaptchaWidget
