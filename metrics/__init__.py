"""What numbers mean: the catalogue of metrics, the algebra they are written in, and Question -> Answer."""
