"""What the docs say of declarations, written from the declarations."""
