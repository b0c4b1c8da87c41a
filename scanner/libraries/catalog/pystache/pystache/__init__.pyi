from .init import render as render
from .renderer import Renderer as Renderer
