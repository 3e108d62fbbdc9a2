"""The workspace's web page: what one person sees, and the doors to what that person does."""
