"""What people do in the workspace: the same code for tests and for the page."""
