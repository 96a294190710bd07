"""What can go wrong about background work."""

from entrepot.errors import code

JOB_UNKNOWN = code("job.unknown", "No job has this id.")
JOB_NOT_OVER = code("job.not_over", "Only a job that failed, was given up, was canceled or is unknown can be replayed.")
JOB_OVER = code("job.over", "This job is over; there is nothing left to cancel.")
