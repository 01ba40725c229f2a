"""Refuses migrations that lock for long, or that take away what the previous release needs (docs/migrations.md)."""
