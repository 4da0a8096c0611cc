"""The merge in parts, for more units than one process should hold: by this process, by several, by a cluster."""
