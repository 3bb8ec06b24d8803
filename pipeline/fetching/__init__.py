"""Pages fetched from the web: `reach` says which addresses may be, `web_client` does it."""
