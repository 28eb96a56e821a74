"""Needs of offices, the rough budget with its quotes, who pays, and what is missing to the cent (R76 to R78)."""
