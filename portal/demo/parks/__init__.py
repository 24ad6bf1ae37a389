"""The parks of the demo world: visibly fictional buildings, and registrations walked through the services."""
