"""Of old versions."""

from xml.etree.ElementTree import *
