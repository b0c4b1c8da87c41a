"""Ready-made columns under the names of Flask-Security: ``fsqla`` to ``fsqla_v4`` and ``sqla``, ``sqla_v2``."""
