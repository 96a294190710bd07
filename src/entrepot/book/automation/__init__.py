"""Rules that a person writes down once and the book carries out whenever something happens."""
