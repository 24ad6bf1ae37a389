"""The demo world: visibly fictional, made only where settings.DEMO allows it or somebody insists."""
