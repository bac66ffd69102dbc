"""What a flow does, as plain functions: the commands call them without Prefect, the flows wrap them."""
