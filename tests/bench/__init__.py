"""How long the book takes, and what its pages weigh: ``make bench`` prints it, and keeps it."""
