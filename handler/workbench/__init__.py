"""The next edition made at the desk (制表): only `serve` loads it, for it writes into the editions' folder of its machine."""
