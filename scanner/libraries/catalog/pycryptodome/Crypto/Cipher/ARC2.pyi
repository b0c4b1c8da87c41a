from typing import Annotated, Any, Literal

from stopple import Clears, Fact, Inert, Sink

MODE_ECB: Literal[1]
MODE_CBC: Literal[2]
MODE_CFB: Literal[3]
MODE_OFB: Literal[5]
MODE_CTR: Literal[6]
MODE_EAX: Literal[9]

class _Cipher:
    def encrypt(self, plaintext: Any, output: Any = ...) -> Annotated[bytes, Clears("*")]: ...
    def decrypt(self, ciphertext: Any, output: Any = ...) -> Annotated[bytes, Inert()]: ...
    def encrypt_and_digest(self, plaintext: Any, output: Any = ...) -> Annotated[Any, Clears("*")]: ...
    def decrypt_and_verify(self, ciphertext: Any, received_mac_tag: Any, output: Any = ...) -> Annotated[bytes, Inert()]: ...

def new(key: Annotated[Any, Sink("secret")], mode: int, *args: Any, **kwargs: Any) -> Annotated[_Cipher, Fact("cipher")]: ...
