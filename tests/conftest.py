"""For all tests: no example of a property is too slow, whatever else the machine is doing."""

from hypothesis import settings

settings.register_profile("newsearch", deadline=None)
settings.load_profile("newsearch")
