"""Real threads on PostgreSQL. Each race has a twin that runs it without its guard and shows the damage."""
