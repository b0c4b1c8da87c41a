from typing import Annotated, Any

from stopple import Fact

class ECB:
    def __init__(self) -> Annotated[None, Fact("cipher")]: ...

class CBC:
    def __init__(self, initialization_vector: Any) -> Annotated[None, Fact("cipher")]: ...

class OFB:
    def __init__(self, initialization_vector: Any) -> Annotated[None, Fact("cipher")]: ...

class CFB:
    def __init__(self, initialization_vector: Any) -> Annotated[None, Fact("cipher")]: ...

class CFB8:
    def __init__(self, initialization_vector: Any) -> Annotated[None, Fact("cipher")]: ...

class CTR:
    def __init__(self, nonce: Any) -> Annotated[None, Fact("cipher")]: ...

class XTS:
    def __init__(self, tweak: Any) -> Annotated[None, Fact("cipher")]: ...

class GCM:
    def __init__(self, initialization_vector: Any, tag: Any = ..., min_tag_length: int = ...) -> Annotated[None, Fact("cipher")]: ...
