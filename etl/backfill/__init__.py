"""Days computed again from the sources in slices that survive a kill, and published together.

A slice keeps its *correction*: what the published rows of its days must change by to be what the sources say, beside
what the queue of changes says already. Runs that go on meanwhile do not change a correction: they move the published
rows by what the same changes move the sources by, and a change that is still queued counts on both sides. So whatever
happened since, the last transaction adds the corrections to what an ordinary run would publish, and ends where those
days computed at its own moment would. A run that computes days itself puts them right, too: slices staged before it
are computed again.
"""
