"""The public function: one POST → judged → stored → receipt. schema and boto3, nothing else."""
