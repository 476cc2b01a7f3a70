"""YAML with the line of every value, so that a fault can say where."""

from typing import Any

import yaml

__all__ = ["Lines", "UnreadableYAML", "read"]

#: The line of each value, by the way to it: ``("options", 1, "text")``.
Lines = dict[tuple[str | int, ...], int]


class UnreadableYAML(Exception):
    """The text is not YAML, or says one thing twice."""

    def __init__(self, line: int, code: str, **params: object) -> None:
        super().__init__(code)
        self.line, self.code, self.params = line, code, params


def read(text: str, *, first_line: int = 1) -> tuple[Any, Lines]:
    """Return the value of a YAML text and the line of each part, counted from ``first_line``.

    Raises ``UnreadableYAML`` with code ``not_yaml``, ``twice`` or ``alias`` (aliases can swell a file without end).
    """
    lines: Lines = {}
    try:
        loader = yaml.SafeLoader(text)
        node = loader.get_single_node()
        if node is None:
            return None, {(): first_line}
        _walk(node, (), first_line, lines, set())
        return loader.construct_document(node), lines  # of the same nodes: a bank is parsed once
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        raise UnreadableYAML(line, "not_yaml", problem=getattr(error, "problem", "") or "") from error
    except (ValueError, RecursionError) as error:  # a date that does not exist, a pit of brackets
        raise UnreadableYAML(first_line, "not_yaml", problem=str(error)) from error


def _walk(node: yaml.Node, way: tuple[str | int, ...], first: int, lines: Lines, seen: set[int]) -> None:
    line = first + node.start_mark.line
    lines[way] = line
    if isinstance(node, yaml.ScalarNode):
        return
    if id(node) in seen:
        raise UnreadableYAML(line, "alias")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for n, inner in enumerate(node.value):
            _walk(inner, (*way, n), first, lines, seen)
    elif isinstance(node, yaml.MappingNode):
        names: set[str] = set()
        for key, inner in node.value:
            name = str(key.value)
            if name in names:
                raise UnreadableYAML(first + key.start_mark.line, "twice", name=name)
            names.add(name)
            _walk(inner, (*way, name), first, lines, seen)
            lines[*way, name] = first + key.start_mark.line
