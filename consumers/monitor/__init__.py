"""The monitor: watches how every reader does, and tells Prometheus, a webhook and the log."""
