"""Imports: tables that a person brings in, row by row through the same actions as everybody's."""
