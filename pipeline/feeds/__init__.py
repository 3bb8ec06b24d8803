"""What people have becomes fetched articles: files, folders, archives, lines, pages, addresses."""
