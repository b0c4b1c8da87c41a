from typing import Annotated, Any

from stopple import Fact

class PKCS1v15:
    def __init__(self) -> Annotated[None, Fact("cipher")]: ...

class OAEP:
    def __init__(self, mgf: Any, algorithm: Any, label: Any) -> Annotated[None, Fact("cipher")]: ...
