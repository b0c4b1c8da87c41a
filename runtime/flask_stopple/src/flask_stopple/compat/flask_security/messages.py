"""What is said to users, by key: ``SECURITY_MSG_<KEY>`` is a pair of a text and its category."""

from __future__ import annotations

from typing import Any

from .settings import value
from .texts import localize

ERROR, INFO, SUCCESS = "error", "info", "success"

MESSAGES: dict[str, tuple[str, str]] = {
    # Requests
    "API_ERROR": ("This input does not fit here", ERROR),
    "UNAUTHORIZED": ("You do not have permission to view this resource.", ERROR),
    "UNAUTHENTICATED": ("Please sign in to view this.", ERROR),
    "REAUTHENTICATION_REQUIRED": ("Please show again who you are to go on", ERROR),
    "REAUTHENTICATION_SUCCESSFUL": ("Thank you, that is you", INFO),
    "ANONYMOUS_USER_REQUIRED": ("This is only for who is not signed in.", ERROR),
    "INVALID_REDIRECT": ("A redirect to another site is not allowed", ERROR),
    "INVALID_INPUT": ("This value cannot be used here", ERROR),
    "INVALID_INPUT_LENGTH": ("At most %(length)s characters are allowed", ERROR),
    # Answers that do not tell whether there is such an account
    "GENERIC_AUTHN_FAILED": ("That did not work: identity, password or passcode is wrong", ERROR),
    "GENERIC_RECOVERY": ("If we know this address, a message with the next steps is on its way to it.", INFO),
    "GENERIC_US_SIGNIN": ("If we know this identity, a code is on its way.", INFO),
    "USERNAME_RECOVERY_REQUEST": ("If there is an account for this address, its username is on its way there.", INFO),
    # Addresses
    "EMAIL_NOT_PROVIDED": ("Email not provided", ERROR),
    "INVALID_EMAIL_ADDRESS": ("Invalid email address", ERROR),
    "EMAIL_ALREADY_ASSOCIATED": ("%(email)s is already associated with an account.", ERROR),
    "IDENTITY_ALREADY_ASSOCIATED": ("%(attr)s: '%(value)s' is already associated with an account.", ERROR),
    "IDENTITY_NOT_REGISTERED": ("%(id)s is not registered here", ERROR),
    "CONFIRM_REGISTRATION": ("Thank you. A message to %(email)s has a link that confirms the address; please follow it.", SUCCESS),
    "CONFIRMATION_REQUIRED": ("This address has to be confirmed first.", ERROR),
    "CONFIRMATION_REQUEST": ("A link that confirms the address was sent to %(email)s.", INFO),
    "CONFIRMATION_EXPIRED": ("The address was not confirmed within %(within)s. ", ERROR),
    "INVALID_CONFIRMATION_TOKEN": ("This link does not confirm anything.", ERROR),
    "EMAIL_CONFIRMED": ("Thank you. The address is confirmed.", SUCCESS),
    "ALREADY_CONFIRMED": ("This address is confirmed already.", INFO),
    "CHANGE_EMAIL_SENT": ("A link that confirms the new address was sent to %(email)s.", SUCCESS),
    "CHANGE_EMAIL_EXPIRED": ("The new address was not confirmed within %(within)s. Please begin again.", ERROR),
    "CHANGE_EMAIL_CONFIRMED": ("The new address is confirmed", SUCCESS),
    # Names
    "USERNAME_NOT_PROVIDED": ("Username not provided", ERROR),
    "USERNAME_ALREADY_ASSOCIATED": ("%(username)s is already associated with an account.", ERROR),
    "USERNAME_DISALLOWED_CHARACTERS": ("Username: only letters and digits are allowed", ERROR),
    "USERNAME_INVALID_LENGTH": ("Username must be at least %(min)d characters and less than %(max)d characters", ERROR),
    "USERNAME_CHANGE": ("You successfully changed your username", SUCCESS),
    # Logging in
    "LOGIN": ("Please log in to see this page.", INFO),
    "REFRESH": ("Please show again who you are to see this page.", INFO),
    "USER_DOES_NOT_EXIST": ("Specified user does not exist", ERROR),
    "DISABLED_ACCOUNT": ("This account is switched off.", ERROR),
    "LOGIN_EMAIL_SENT": ("A link that logs you in was sent to %(email)s.", SUCCESS),
    "LOGIN_EXPIRED": ("The link was not used within %(within)s. A new one was sent to %(email)s.", ERROR),
    "INVALID_LOGIN_TOKEN": ("This link does not log anybody in.", ERROR),
    "PASSWORDLESS_LOGIN_SUCCESSFUL": ("You are logged in.", SUCCESS),
    "REFRESH_TOKEN_INVALID": ("This refresh token does not work (%(reason)s)", ERROR),
    "OAUTH_HANDSHAKE_ERROR": ("The other site could not tell who you are: (%(exerror)s - %(exdesc)s). Please try again.", ERROR),
    # Passwords
    "PASSWORD_NOT_PROVIDED": ("Password not provided", ERROR),
    "INVALID_PASSWORD": ("Invalid password", ERROR),
    "INVALID_PASSWORD_CODE": ("This password or code is wrong", ERROR),
    "PASSWORD_MISMATCH": ("The password does not match", ERROR),
    "RETYPE_PASSWORD_MISMATCH": ("The two passwords do not match", ERROR),
    "PASSWORD_INVALID_LENGTH": ("Password must be at least %(length)s characters", ERROR),
    "PASSWORD_TOO_LONG": ("Password must be at most %(length)s characters", ERROR),
    "PASSWORD_TOO_SIMPLE": ("Password not complex enough", ERROR),
    "PASSWORD_COMMON": ("This password is one of those that are tried first. Please choose another.", ERROR),
    "PASSWORD_BREACHED": ("This password stands in a list of stolen passwords", ERROR),
    "PASSWORD_BREACHED_SITE_ERROR": ("Whether this password was stolen could not be asked", ERROR),
    "PASSWORD_IS_THE_SAME": ("The new password is the old one.", ERROR),
    "PASSWORD_CHANGE": ("You successfully changed your password.", SUCCESS),
    "FORGOT_PASSWORD": ("Forgot password?", INFO),
    "PASSWORD_RESET_REQUEST": ("A link to set a new password was sent to %(email)s.", INFO),
    "PASSWORD_RESET_EXPIRED": ("The password was not set within %(within)s. ", ERROR),
    "INVALID_RESET_PASSWORD_TOKEN": ("This link does not set a password any more.", ERROR),
    "PASSWORD_RESET": ("Your new password is set, and you are logged in.", SUCCESS),
    "PASSWORD_RESET_NO_LOGIN": ("Your new password is set. Please log in with it.", SUCCESS),
    # Codes and second factors
    "INVALID_CODE": ("Invalid code", ERROR),
    "INVALID_RECOVERY_CODE": ("This recovery code does not work", ERROR),
    "NO_RECOVERY_CODES_SETUP": ("There are no recovery codes yet", INFO),
    "CODE_HAS_BEEN_SENT": ("Code has been sent.", INFO),
    "FAILED_TO_SEND_CODE": ("The code could not be sent. Please try again later", ERROR),
    "USE_CODE": ("Your code to sign in: %(code)s", INFO),
    "PHONE_INVALID": ("Phone number not valid; it may lack its country code", ERROR),
    "TWO_FACTOR_INVALID_TOKEN": ("Invalid code", ERROR),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": ("Your code has been confirmed", SUCCESS),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": ("You successfully changed your two-factor method.", SUCCESS),
    "TWO_FACTOR_PERMISSION_DENIED": ("You currently do not have permissions to access this page", ERROR),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": ("Marked method is not valid", ERROR),
    "TWO_FACTOR_DISABLED": ("You successfully disabled two-factor authorization.", SUCCESS),
    "TWO_FACTOR_SETUP_EXPIRED": ("This was not finished within %(within)s. Please begin again.", ERROR),
    "US_CURRENT_METHODS": ("Currently active sign in options: %(method_list)s.", INFO),
    "US_METHOD_NOT_AVAILABLE": ("This method is not offered", ERROR),
    "US_SETUP_EXPIRED": ("This was not finished within %(within)s. Please begin again.", ERROR),
    "US_SETUP_SUCCESSFUL": ("You can sign in this way now", INFO),
    "US_SPECIFY_IDENTITY": ("Please say who you are, in a way that we know", ERROR),
    # Passkeys
    "WEBAUTHN_EXPIRED": ("The passkey was not shown within %(within)s. Please begin again.", ERROR),
    "WEBAUTHN_NAME_REQUIRED": ("A new passkey needs a name.", ERROR),
    "WEBAUTHN_NAME_INUSE": ("%(name)s is already associated with a passkey.", ERROR),
    "WEBAUTHN_NAME_NOT_FOUND": ("You have no passkey %(name)s.", ERROR),
    "WEBAUTHN_NAME_DISALLOWED_CHARACTERS": ("The name of a passkey is made of letters, digits, spaces and hyphens.", ERROR),
    "WEBAUTHN_CREDENTIAL_DELETED": ("The passkey %(name)s is gone", INFO),
    "WEBAUTHN_REGISTER_SUCCESSFUL": ("The passkey %(name)s is there", INFO),
    "WEBAUTHN_CREDENTIAL_ID_INUSE": ("This passkey is known already.", ERROR),
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": ("This passkey is not known.", ERROR),
    "WEBAUTHN_ORPHAN_CREDENTIAL_ID": ("This passkey is nobody's.", ERROR),
    "WEBAUTHN_NO_VERIFY": ("The passkey could not be verified: %(cause)s.", ERROR),
    "WEBAUTHN_CREDENTIAL_WRONG_USAGE": ("This passkey was made for another step (first or secondary)", ERROR),
    "WEBAUTHN_MISMATCH_USER_HANDLE": ("Credential user handle does not match", ERROR),
}


def get_message(key: str, **variables: Any) -> tuple[str, str]:
    """A text in the language of the request, and its category."""
    text, category = value("MSG_" + key)
    return localize(text, **variables), category
