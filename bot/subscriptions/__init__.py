"""Answers that people have asked for once, and that come by themselves from then on."""
