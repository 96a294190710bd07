"""What travels: request and answer models with the vendor's names, number forms, date forms and enumerations."""
