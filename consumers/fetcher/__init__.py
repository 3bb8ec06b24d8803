"""The fetcher: follows what a user named, and publishes the articles that it finds there."""
