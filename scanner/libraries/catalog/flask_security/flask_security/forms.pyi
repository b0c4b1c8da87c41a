"""Forms of accounts."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, PasswordField, StringField

class Form(FlaskForm): ...
class LoginForm(Form):
    email: EmailField
    password: PasswordField
    remember: BooleanField
class RegisterForm(Form):
    email: EmailField
    password: PasswordField
class ConfirmRegisterForm(RegisterForm): ...
class ForgotPasswordForm(Form):
    email: EmailField
class ResetPasswordForm(Form):
    password: PasswordField
