"""The little of ``typing`` that runs, for MicroPython, which has none; builder/bundle.py leaves out the rest."""

from collections import namedtuple


def NamedTuple(name, fields):  # noqa: N802  # the name is CPython's
    """As CPython's functional form, of fields' names in one string: a record, with ``_fields`` and ``_replace``."""
    names = tuple(fields.split())

    def replace(self, **changes):
        return type(self)(*[changes.get(names[k], self[k]) for k in range(len(names))])

    return type(name, (namedtuple(name, names),), {"_fields": names, "_replace": replace})
