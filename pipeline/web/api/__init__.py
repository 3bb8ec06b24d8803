"""The API, version 1: a module a subject, each with its router."""
