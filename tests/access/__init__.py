"""Every address of the project against every member of the cast."""
