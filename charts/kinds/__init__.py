"""One file for each kind of chart; each declares its KIND."""
