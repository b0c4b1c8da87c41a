"""Signatures in XML: what comes out of a check is what its owner signed, for instance the provider of a sign-in."""

from .verifier import VerifyResult as VerifyResult, XMLVerifier as XMLVerifier
