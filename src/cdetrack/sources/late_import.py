"""Put off the import of a library that another library imports and that most runs do not need."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType


@contextmanager
def imported_late(name: str) -> Iterator[None]:
    """Put off the import of a module by the modules that are first imported in this context.

    Their `import` gives them a stand-in, which imports the module when one of its attributes is used. Any other import
    of the module is as usual.
    """
    if name in sys.modules:
        yield
        return
    stand_in = ModuleType(name)
    vars(stand_in)["__getattr__"] = lambda attribute: getattr(import_module(name), attribute)
    sys.modules[name] = stand_in
    try:
        yield
    finally:
        del sys.modules[name]
