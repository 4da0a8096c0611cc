"""The public function: one POST → validated → stored → receipt. schema and boto3, nothing else."""
