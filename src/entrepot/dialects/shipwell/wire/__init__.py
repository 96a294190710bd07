"""What travels: request and answer models with the vendor's names; imported nowhere below the translation."""
