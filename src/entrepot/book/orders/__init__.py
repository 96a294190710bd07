"""Purchase orders: their content, money, life and history."""
