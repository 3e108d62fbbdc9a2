"""The workspace's state: plain values, kept in memory, changed only through the few classes here."""
