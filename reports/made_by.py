"""What made a report: which release of the software, by which method, with which taxonomy."""

from importlib.metadata import PackageNotFoundError, version

METHOD = "2"  # of the measures; 1 took effective employers and providers for plain numbers of them
TAXONOMY = "This service uses the ESCO classification of the European Commission"


def release() -> str:
    """The version installed."""
    try:
        return version("credscope")
    except PackageNotFoundError:
        return "from a checkout"
