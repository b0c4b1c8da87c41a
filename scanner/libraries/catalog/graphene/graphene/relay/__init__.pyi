from .mutation import ClientIDMutation as ClientIDMutation
