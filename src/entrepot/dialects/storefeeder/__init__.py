"""The StoreFeeder dialect: purchase orders of a British multi-channel seller's service, in JSON and XML."""
