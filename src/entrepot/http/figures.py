"""The figures of one server for `/metrics`, beside those the process counts: its store, its disk, its jobs."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from entrepot.errors import EntrepotError
from entrepot.http.door import Door
from entrepot.store import figures

SECONDS_KEPT = 10.0  # counting jobs asks every organization


@dataclass(slots=True, eq=False)
class Figures(Collector):
    """Asked by Prometheus' writer; `refresh` first."""

    door: Door
    jobs: dict[tuple[str, str], int] = field(default_factory=dict)
    counted: float = -SECONDS_KEPT

    async def refresh(self) -> None:
        """Count the jobs anew when the last count is old; a book that cannot be read leaves the old one."""
        now = time.monotonic()
        if now - self.counted < SECONDS_KEPT:
            return
        with contextlib.suppress(EntrepotError):
            self.jobs = await self.door.store.read(figures.job_counts)
            self.counted = now

    def collect(self) -> Iterator[Metric]:
        """Every figure, as it is now."""
        store = self.door.store
        yield CounterMetricFamily("entrepot_store_groups", "Groups of writes committed.", value=store.groups)
        yield CounterMetricFamily("entrepot_store_replays", "Groups replayed one by one.", value=store.replays)
        yield GaugeMetricFamily("entrepot_store_waiting_writes", "Writes that wait now.", value=store.waiting_writes)
        yield GaugeMetricFamily("entrepot_requests_under_way", "Requests under way.", value=self.door.gate.under_way)
        with contextlib.suppress(OSError):
            room = figures.room(store.path)
            sizes = GaugeMetricFamily("entrepot_database_bytes", "Size of the book and its log.", labels=["part"])
            sizes.add_metric(["book"], room.book)
            sizes.add_metric(["log"], room.log)
            yield sizes
            yield GaugeMetricFamily("entrepot_disk_free_bytes", "Room left on the book's disk.", value=room.free)
        jobs = GaugeMetricFamily("entrepot_jobs", "Jobs by kind and state.", labels=["kind", "state"])
        for (kind, state), number in sorted(self.jobs.items()):
            jobs.add_metric([kind, state], number)
        yield jobs
        states = GaugeMetricFamily("entrepot_jobs_in_state", "Jobs by state, over all kinds.", labels=["state"])
        for state in ("waiting", "running", "failed", "dead", "unknown"):
            states.add_metric([state], sum(number for (_, each), number in self.jobs.items() if each == state))
        yield states


def registry_of(own: Figures) -> CollectorRegistry:
    """A registry with this server's figures only."""
    registry = CollectorRegistry()
    registry.register(own)
    return registry


async def exposition(own: Figures, registry: CollectorRegistry) -> bytes:
    """Everything the process counted and this server's figures, in the form Prometheus reads."""
    await own.refresh()
    return generate_latest() + generate_latest(registry)
