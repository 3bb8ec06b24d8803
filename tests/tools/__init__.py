"""What is held against tools of others: promtool, and TypeScript with Grafana's own types."""
