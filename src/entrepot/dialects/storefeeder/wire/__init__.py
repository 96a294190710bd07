"""What travels: request and answer models under the vendor's names, single values, queries, XML."""
