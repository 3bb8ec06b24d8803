"""Pages: a module a subject, each with its router; its templates have the same name."""
