"""The store: the order book on disk. `store.Store` is the way in, `work.UnitOfWork` what a piece of work is handed."""
