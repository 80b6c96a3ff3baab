"""The little of ``typing`` that the core needs at run time, for MicroPython, which has none."""

from collections import namedtuple

Any = None  # only ever named in annotations, which MicroPython does not evaluate
Callable = None
Iterable = None
Iterator = None
NoReturn = None
TypeAlias = None


def NamedTuple(name, fields):  # noqa: N802  # the name is CPython's
    """As CPython's functional form: a record class, with ``_fields`` and ``_replace``."""
    names = tuple([field for field, _ in fields])

    def replace(self, **changes):
        return type(self)(*[changes.get(names[k], self[k]) for k in range(len(names))])

    return type(name, (namedtuple(name, names),), {"_fields": names, "_replace": replace})
