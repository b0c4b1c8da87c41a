from .renderer import render as render
