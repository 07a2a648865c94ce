"""What a reader may choose: one typed, strict schema.

The command line, the Makefile's list, the notebooks' cells of parameters and the code that the
report prints are all made from `Params`, or held against it by a test.
"""

import json
import shlex
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, StrictBool, StrictStr, ValidationError

from helpers import paths
from helpers.errors import UserError, nearest, one_of, shortened

ALL = "all"
NO_THEME = "none"  # the code in themes.csv for what fits no theme


class Params(BaseModel):
    """What a reader may choose. Unknown names and wrong values stop with one sentence each.

    Built by `Params(...)` from a notebook's cell of parameters. A `host` may be given as its name
    in any case, or as the name of its folder, and is kept as its name; an empty `network` becomes
    the name in data/default.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    network: StrictStr = ""
    """a folder of data/, or a path; empty: the one that data/default names"""
    period: StrictStr = ""
    """the report as of this earlier period; empty: as of the last one"""
    host: StrictStr = ALL
    """one host's name, for its own report, or all"""
    names: StrictBool = True
    """whether figures write the names they know"""
    view: Literal["bounds", "example"] = "bounds"
    """bounds: all that agrees with the statements; example: one such dataset"""
    readings: Literal["plain", "all", "a", "b"] = "plain"
    """of a sentence with two readings: the plain one, all, only a or only b"""
    evidence: Literal["none", "public"] = "none"
    """public: facts from public pages narrow the bounds"""
    source: StrictStr = ALL
    """one document of data/frameworks/sources.csv, for what it alone says, or all"""
    theme: StrictStr = ALL
    """one theme of data/frameworks/themes.csv, for it alone, or all"""
    output: StrictStr = ""
    """folder for pictures and tables; empty writes nothing"""

    def __init__(self, **given: object) -> None:
        try:
            super().__init__(**given)
        except ValidationError as error:
            raise UserError([_sentence(problem) for problem in error.errors()]) from None
        network = paths.network_name(self.network or paths.default_network())
        object.__setattr__(self, "network", network)
        object.__setattr__(self, "period", _period(network, self.period))
        object.__setattr__(self, "host", _host_name(network, self.period, self.host))
        for name in ("source", "theme"):
            _check_framework(name, getattr(self, name))

    def __setattr__(self, name: str, value: object) -> None:
        raise UserError(
            f"Parameters are not changed, but chosen anew: report.start({name}={value!r}) begins "
            "with that one, and gives the network and its parameters."
        )

    def __dir__(self) -> list[str]:
        """What completes in a notebook."""
        return list(type(self).model_fields)

    @classmethod
    def chosen(cls) -> list[str]:
        """What a reader chooses: all parameters but the folder, which the build chooses."""
        return [name for name in cls.model_fields if name != "output"]

    @property
    def host_folder(self) -> str:
        """The host's folder under output/<network>; empty for the whole network."""
        known = {} if self.host == ALL else host_folders(self.network, self.period)
        return known.get(self.host, "")


def command(params: Params) -> str:
    """The command that makes the report with these parameters, as one types it in a shell."""
    words = {True: "yes", False: "no"}
    given = {name: getattr(params, name) for name in Params.chosen()}
    more = (
        f"{name.upper()}={shlex.quote(words.get(value, value))}"
        for name, value in given.items()
        if name == "network" or value != Params.model_fields[name].default
    )
    return " ".join(["make report", *more])


def line(name: str) -> str:
    """A parameter as a notebook's cell declares it: `host: str = "all"  # one host's name, ...`."""
    field = Params.model_fields[name]
    value = field.default if isinstance(field.default, bool) else json.dumps(field.default)
    return f"{name}: {type(field.default).__name__} = {value}  # {field.description}"


# -- what the data allow: pandas reads them, which is slow to load, so only where somebody asks ----


def host_folders(network: str, period: str = "") -> dict[str, str]:
    """Host -> folder of its own report, in the data's order; UserError if unreadable."""
    folder = paths.network_folder(network)
    return dict(_folders(folder, period, paths.files_now(folder)))


@lru_cache(maxsize=8)
def _folders(folder: Path, period: str, *_known_by: object) -> dict[str, str]:
    """The same as long as no file of the network changes: every notebook of every host asks."""
    from helpers.data.network import Network

    return Network(folder, period).folders


def _period(network: str, asked: str) -> str:
    """The id of an earlier period; empty for the last one. UserError for any other."""
    if not asked:
        return ""
    from helpers.data.network import Network

    found = Network(paths.network_folder(network))
    if not found.closed or not found.statements.empty:
        raise UserError(
            f"A report as of {shortened(asked)} is not possible: what is known of {found.name} "
            f"beside its rows is about {found.label('periods', found.last)}. Leave period out."
        )
    for name in found.periods:
        if asked.casefold() in (name.casefold(), found.label("periods", name).casefold()):
            return "" if name == found.last else name
    raise UserError(
        f"There is no period '{shortened(asked)}' in {found.name}: "
        f"period is {one_of(found.periods)}." + nearest(asked, found.periods)
    )


def _host_name(network: str, period: str, asked: str) -> str:
    if asked == ALL:
        paths.network_folder(network)  # says so if there is no such network
        return ALL
    folders = host_folders(network, period)
    for name, folder in folders.items():
        if asked.casefold() in (name.casefold(), folder.casefold()):
            return name
    raise _unknown("host", asked, f" in {network}", folders)


def _check_framework(name: str, asked: str) -> None:
    """UserError if the frameworks' table of sources, or of themes, has no such row."""
    if asked == ALL:
        return
    from helpers.data.frameworks import Frameworks

    known = [found for found in Frameworks().table(f"{name}s")["id"] if found != NO_THEME]
    if asked not in known:
        raise _unknown(name, asked, "", known)


def _unknown(name: str, asked: str, where: str, known: Iterable[str]) -> UserError:
    allowed = [ALL, *known]
    return UserError(
        f"There is no {name} '{shortened(asked)}'{where}: {name} is {one_of(allowed)}."
        + nearest(asked, allowed)
    )


def _sentence(problem: Any) -> str:
    name, found = str(problem["loc"][0]), problem["input"]
    if problem["type"] == "extra_forbidden":
        known = list(Params.model_fields)
        said = f"There is no parameter '{name}': the parameters are {one_of(known)}."
        return said + nearest(name, known)
    kinds = {"string_type": "text in quotes", "bool_type": "True or False"}
    allowed = get_args(Params.model_fields[name].annotation)
    kind = one_of(allowed) if allowed else kinds.get(problem["type"], problem["msg"])
    said = f"Parameter '{name}' is {shortened(repr(found))}: it must be {kind}."
    return said + nearest(found, allowed)
