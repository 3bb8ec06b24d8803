"""Pure: what a site lists of its articles: feeds, sitemaps and section pages."""
