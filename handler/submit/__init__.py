"""The public function: one POST → validated → stored → receipt. schema and botocore, nothing else."""
