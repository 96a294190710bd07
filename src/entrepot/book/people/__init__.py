"""Organizations, companies, users, roles, keys and what each may do."""
