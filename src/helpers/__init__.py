"""The alliance report: published statements and rows in, exhibits and documents out."""

__version__ = "1.0.0"
