"""The parent of all plugins."""


class Plugin:
    registry = {}

    def __init_subclass__(cls, name=None, **kwargs):
        super().__init_subclass__(**kwargs)
        Plugin.registry[name or cls.__name__.lower()] = cls

    def run(self, options):
        return self.perform(**options)

    def perform(self, **options):
        raise NotImplementedError
