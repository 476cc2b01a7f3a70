"""What the bench prints, and what it holds against the targets of docs/bench.md."""

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, field
from statistics import median, median_high

from bench.counting import Count
from bench.cpu import Parts

#: Targets on a quiet machine with two cores.
CPU_PER_SITTING = 0.10
STATEMENTS_PER_SITTING = 70
STATEMENTS = {"save": 2, "lesson": 6, "outline": 6}
MILLISECONDS = {"save": 1.5, "lesson": 5.0, "outline": 5.0}
SITTINGS_A_MINUTE = 900
SAVE_P95_MS = 30.0
#: The calibration to which figures are scaled.
LOOP_SECONDS = 0.4


@dataclass
class Alone:
    """What one kind of step cost while nothing else ran: the mean of those that followed each other, each time."""

    times: int = 0
    #: Statements, control of transactions, checks of the connection.
    counts: list[tuple[float, ...]] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)

    def add(self, steps: int, cpu_ms: float, count: Count) -> None:
        """Add what so many steps of the kind cost together."""
        if not steps:  # given up before the first
            return
        self.times += steps
        self.cpu_ms.append(cpu_ms / steps)
        self.counts.append(tuple(number / steps for number in astuple(count)))

    @property
    def statements(self) -> float:
        """Return how many statements it takes, as a rule: a process that meets a question first reads it once."""
        return median_high(statements for statements, _control, _checks in self.counts)

    @property
    def usual_cpu_ms(self) -> float:
        """Return the median CPU, in milliseconds."""
        return median(self.cpu_ms)


@dataclass(frozen=True)
class Load:
    """What many learners at once cost."""

    learners: int
    concurrency: int
    think: tuple[float, float]
    finished: int
    seconds: float
    requests: int
    count: Count
    cpu: Parts
    driver_cpu: float
    steps: dict[str, list[float]]
    #: Bytes: the most memory of the server's tree, what all learners received and sent.
    peak: int
    received: int
    sent: int


@dataclass
class Verdict:
    """What was held against the targets; ``failed`` is what makes the bench fail."""

    say: Callable[[str], object]
    failed: bool = False

    def hold(self, name: str, found: float, target: float, *, at_least: bool = False, binding: bool = False) -> None:
        """Print one comparison; binding: going over fails the bench, whatever the machine."""
        fine = found >= target if at_least else found <= target
        self.failed |= binding and not fine
        word = "ok" if fine else "UNDER" if at_least else "OVER"
        self.say(f"  {word:<6}{name:<46}{found:>10.3f}   target {'≥' if at_least else '≤'} {target:g}")


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which ``share`` of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(len(ordered) * share * 1000) // 1000) - 1)]


def print_alone(say: Callable[[str], object], kinds: dict[str, Alone]) -> None:
    """Print what each kind of request costs by itself."""
    say(f"\n{'One at a time':<18}{'times':>6}{'statements':>12}{'control':>9}{'checks':>8}{'CPU ms':>9}")
    for name, alone in kinds.items():
        _statements, control, checks = alone.counts[-1]
        say(
            f"  {name:<16}{alone.times:>6}{alone.statements:>12.1f}{control:>9.1f}{checks:>8.1f}"
            f"{alone.usual_cpu_ms:>9.2f}"
        )


def print_load(say: Callable[[str], object], load: Load) -> None:
    """Print what the load cost."""
    low, high = load.think
    each = max(load.finished, 1)
    say(f"\n{load.learners} learners, {load.concurrency} at once, {low:g}-{high:g} s of thought between steps")
    say(f"  {'step':<12}{'times':>7}{'p50 ms':>10}{'p95 ms':>10}{'p99 ms':>10}{'max ms':>10}")
    for step, seconds in load.steps.items():
        values = "".join(f"{percentile(seconds, share) * 1000:>10.1f}" for share in (0.5, 0.95, 0.99, 1))
        say(f"  {step:<12}{len(seconds):>7}{values}")
    say(
        f"  {load.finished} sittings in {load.seconds:.1f} s: {load.finished / load.seconds * 60:.0f} a minute; "
        f"{load.requests / each:.1f} requests and {load.count.statements / each:.1f} statements each, "
        f"and {load.count.control / each:.1f} savepoints, {load.count.checks / each:.1f} checks of a connection"
    )
    parts = {"web": load.cpu.web, "worker": load.cpu.worker, "PostgreSQL": load.cpu.database, "Redis": load.cpu.redis}
    shares = ", ".join(f"{name} {seconds / each:.4f}" for name, seconds in parts.items())
    say(f"  CPU seconds a sitting: {load.cpu.total / each:.4f} ({shares}); driver, apart: {load.driver_cpu / each:.4f}")


def print_sizes(say: Callable[[str], object], load: Load) -> None:
    """Print memory and bytes."""
    each = max(load.finished, 1)
    say(
        f"  {load.received / each / 1000:.0f} kB to each learner and {load.sent / each / 1000:.0f} kB from each, not "
        f"compressed, without files; at most {load.peak / 2**20:.0f} MB of memory in the server's processes"
    )


def print_scaled(say: Callable[[str], object], kinds: dict[str, Alone], load: Load, loop: float) -> None:
    """Print CPU as on a machine whose calibration loop takes ``LOOP_SECONDS``; loop: what it took here."""
    scale = LOOP_SECONDS / loop
    sitting = load.cpu.total / max(load.finished, 1)
    say(
        f"Scaled to a loop of {LOOP_SECONDS:g} s (times {scale:.3f}): {sitting * scale:.4f} CPU-s a sitting, "
        f"{kinds['save'].usual_cpu_ms * scale:.2f} CPU ms a saved answer; a sitting is {sitting / loop:.3f} loops"
    )


def judge(verdict: Verdict, kinds: dict[str, Alone], load: Load) -> None:
    """Hold everything against the targets: statements bind, times depend on the machine."""
    verdict.say("\nTargets")
    for kind, most in STATEMENTS.items():
        verdict.hold(f"{kind}: statements", kinds[kind].statements, most, binding=True)
        verdict.hold(f"{kind}: CPU ms", kinds[kind].usual_cpu_ms, MILLISECONDS[kind])
    statements = load.count.statements / max(load.finished, 1)
    verdict.hold("statements a sitting", statements, STATEMENTS_PER_SITTING, binding=True)
    verdict.hold("CPU seconds a sitting", load.cpu.total / max(load.finished, 1), CPU_PER_SITTING)
    if load.think == (0, 0):
        a_minute = load.finished / load.seconds * 60
        verdict.hold("sittings a minute, no thought", a_minute, SITTINGS_A_MINUTE, at_least=True)
    else:
        verdict.hold("p95 of a save, ms", percentile(load.steps["save"], 0.95) * 1000, SAVE_P95_MS)
