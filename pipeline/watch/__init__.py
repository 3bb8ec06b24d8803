"""How readers of the wire do over time: looks become states with a reason, and rates; pure."""
