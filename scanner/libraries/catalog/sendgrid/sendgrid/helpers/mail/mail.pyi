from typing import Annotated, Any

from stopple import Sink

class Mail:
    def __init__(self, from_email: Any = ..., to_emails: Any = ..., subject: Any = ..., plain_text_content: Any = ..., html_content: Annotated[Any, Sink("mail-body")] = ...) -> None: ...
