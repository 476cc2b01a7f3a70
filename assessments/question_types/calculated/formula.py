"""Calculated: a formula, read with a closed list of parts and reckoned exactly. Nothing is evaluated by Python."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

__all__ = ["FUNCTIONS", "Formula", "FormulaError", "read"]

#: Longer numbers than this, in bits of numerator and denominator, are refused: nobody reads them.
_MOST_BITS = 2000
_MOST_EXPONENT = 12
#: A root that is no fraction is given to so many decimals.
_ROOT_DECIMALS = 30
_MOST_LETTERS = 300
_MOST_PARTS = 120
#: Signs of print that people paste.
_SIGNS = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-"})


class FormulaError(Exception):
    """The formula cannot be read, or gives no number for these values; code and params say why."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class Formula:
    """A formula that was read. names: of the values that it needs."""

    tree: ast.expr
    names: frozenset[str]

    def value(self, values: Mapping[str, Fraction]) -> Fraction:
        """Reckon exactly (roots to 30 decimals); raises `FormulaError`. values: of all its names."""
        return _value(self.tree, values)


def read(text: str) -> Formula:
    """Read a formula: numbers, names, + - * / **, brackets and `FUNCTIONS`; raises `FormulaError`."""
    if len(text) > _MOST_LETTERS:
        raise FormulaError("formula_long", most=_MOST_LETTERS)
    try:
        tree = ast.parse(text.translate(_SIGNS).strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise FormulaError("formula_unreadable") from None
    names: set[str] = set()
    parts = [tree]
    for count, part in enumerate(parts):
        if count > _MOST_PARTS:
            raise FormulaError("formula_long", most=_MOST_LETTERS)
        parts.extend(_within(part, names))
    return Formula(tree, frozenset(names))


def _within(part: ast.expr, names: set[str]) -> list[ast.expr]:
    """Check one part, note its name, and give the parts within it."""
    match part:
        case ast.Constant(value=int() | float()) if not isinstance(part.value, bool):
            _number(part)
            return []
        case ast.Name(id=name):
            names.add(name)
            return []
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
            return [operand]
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() | ast.Pow(), right=right):
            return [left, right]
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
            if name not in FUNCTIONS:
                raise FormulaError("formula_function", name=name[:40], functions=", ".join(FUNCTIONS))
            least, most, _function = FUNCTIONS[name]
            if not least <= len(args) <= most:
                raise FormulaError("formula_arguments", name=name)
            return list(args)
    raise FormulaError("formula_part")


def _value(part: ast.expr, values: Mapping[str, Fraction]) -> Fraction:
    match part:
        case ast.Constant():
            return _number(part)
        case ast.Name(id=name):
            return values[name]
        case ast.UnaryOp(op=op, operand=operand):
            within = _value(operand, values)
            return -within if isinstance(op, ast.USub) else within
        case ast.BinOp(left=left, op=op, right=right):
            return _bounded(_joined(_value(left, values), op, _value(right, values)))
        case ast.Call(func=ast.Name(id=name), args=args):
            return _bounded(FUNCTIONS[name][2](*(_value(each, values) for each in args)))
    raise FormulaError("formula_part")  # pragma: no cover - `read` lets no other part in


def _joined(left: Fraction, op: ast.operator, right: Fraction) -> Fraction:
    match op:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.Div():
            if not right:
                raise FormulaError("formula_zero")
            return left / right
    return _power(left, right)


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1 or abs(exponent) > _MOST_EXPONENT:
        raise FormulaError("formula_exponent", most=_MOST_EXPONENT)
    if not base and exponent < 0:
        raise FormulaError("formula_zero")
    return Fraction(base ** int(exponent))


def _number(part: ast.Constant) -> Fraction:
    try:
        # repr gives back the digits that were typed, up to 15 of them: 0.1 is a tenth.
        return _bounded(Fraction(repr(part.value)))
    except ValueError:  # 1e999 is infinite, and an integer may have more digits than Python writes
        raise FormulaError("formula_size") from None


def _bounded(number: Fraction) -> Fraction:
    if number.numerator.bit_length() + number.denominator.bit_length() > _MOST_BITS:
        raise FormulaError("formula_size")
    return number


def _root(number: Fraction) -> Fraction:
    if number < 0:
        raise FormulaError("formula_root")
    over, under = isqrt(number.numerator), isqrt(number.denominator)
    if over**2 == number.numerator and under**2 == number.denominator:
        return Fraction(over, under)
    scale = 10 ** (2 * _ROOT_DECIMALS)
    return Fraction(isqrt(number.numerator * scale // number.denominator), 10**_ROOT_DECIMALS)


def _rounded(number: Fraction, decimals: Fraction = Fraction(0)) -> Fraction:
    if decimals.denominator != 1 or not 0 <= decimals <= _MOST_EXPONENT:
        raise FormulaError("formula_arguments", name="round")
    scale = 10 ** int(decimals)
    half_up = Fraction((abs(number) * scale + Fraction(1, 2)).__floor__(), scale)
    return -half_up if number < 0 else half_up


#: The functions there are: the least and the most arguments, and what is reckoned. round: half away from zero.
FUNCTIONS: Mapping[str, tuple[int, int, Callable[..., Fraction]]] = {
    "abs": (1, 1, abs),
    "ceil": (1, 1, lambda number: Fraction(number.__ceil__())),
    "floor": (1, 1, lambda number: Fraction(number.__floor__())),
    "max": (1, 10, max),
    "min": (1, 10, min),
    "round": (1, 2, _rounded),
    "sqrt": (1, 1, _root),
}
