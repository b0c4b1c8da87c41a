# since 2.2
"""Blueprints without input and output."""

from ..blueprints import Blueprint as Blueprint, BlueprintSetupState as BlueprintSetupState
