"""What every HTTP door shares: exact bodies, faults, paging, ETags, idempotency, request ids, health, coverage."""
