"""Jobs, and when each organization next has one to do."""

from sqlalchemy import Column, Text

from entrepot.book.jobs.job import JobState
from entrepot.store.schema.tables import platform_table, tenant_index, tenant_table, tenant_unique
from entrepot.store.types import Choice, Flag, Id, Json, Moment, Whole

jobs = tenant_table(
    "jobs",
    Column("id", Id, nullable=False),
    Column("kind", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("unique_key", Text),
    Column("payload", Json, nullable=False),
    Column("state", Choice(JobState), nullable=False),
    Column("attempts", Whole, nullable=False),
    Column("run_at", Moment, nullable=False),
    Column("leased_until", Moment),
    Column("holder", Text),
    Column("canceling", Flag, nullable=False),
    Column("progress", Json),
    Column("result", Json),
    Column("last_error", Text),
    Column("created_by_id", Id),
    Column("created_by_name", Text),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("finished_at", Moment),
    tenant_unique("kind", "unique_key"),
    rowid=True,
)
tenant_index(jobs, "state", "lane", "run_at", "id")
tenant_index(jobs, "kind", "id")

# One row for each moment at which an organization may have something to do. Rows are only added and taken away, so
# that no two transactions of an organization wait for each other over one row.
job_due = platform_table(
    "job_due",
    Column("organization_id", Id, nullable=False),
    Column("due_at", Moment, nullable=False),
    key=("organization_id", "due_at"),
)
