"""The version of newsearch, alone in a module so that setup.cfg can read it without importing the package."""

VERSION = "0.1.0"
