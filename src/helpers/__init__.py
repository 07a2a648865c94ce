"""The alliance report: published statements and rows in, exhibits and documents out."""

__version__ = "1.0.0"
__all__ = ["report"]


def __dir__() -> list[str]:
    """What completes in a notebook."""
    return __all__
