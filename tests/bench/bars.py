"""The bars: what each compares, the ratio it must reach and the one it aims at; and how a measured one is printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Bar:
    """A ratio to reach. `at_most`: times are compared and the ratio must not be larger."""

    name: str
    bar: float
    aim: float | None = None
    at_most: bool = False


@dataclass(frozen=True)
class Measured:
    """A bar with its figures: per second, or milliseconds where at most is wanted. Medians over the rounds."""

    bar: Bar
    ours: float
    yardstick: float
    ratio: float

    @property
    def met(self) -> bool:
        """Whether the ratio reaches the bar."""
        return self.ratio <= self.bar.bar if self.bar.at_most else self.ratio >= self.bar.bar

    def line(self) -> str:
        """One line: name, ours, yardstick, ratio, bar, aim, ok or below."""
        bar = self.bar
        aim = "-" if bar.aim is None else f"{bar.aim:g}"
        sign = "<=" if bar.at_most else ">="
        unit = "ms" if bar.at_most else "/s"
        digits = 3 if bar.at_most else 0
        return (
            f"{bar.name:<48}{self.ours:>10.{digits}f} {unit}{self.yardstick:>10.{digits}f} {unit}"
            f"{self.ratio:>9.3f}   {sign} {bar.bar:<6g}{aim:>6}   {'ok' if self.met else 'below'}"
        )


HEADING = f"{'name':<48}{'ours':>13}{'yardstick':>13}{'ratio':>9}   {'bar':<9}{'aim':>6}"


def compare(bar: Bar, ours: Iterable[float], yardstick: Iterable[float]) -> Measured:
    """The median of the rounds' ratios, both sides given per second; `at_most` bars compare the times behind them."""
    rates, others = list(ours), list(yardstick)
    if bar.at_most:
        rates, others = [1_000 / rate for rate in rates], [1_000 / rate for rate in others]
    ratios = [mine / other for mine, other in zip(rates, others, strict=True)]
    return Measured(bar, median(rates), median(others), median(ratios))
