"""What people have becomes fetched articles: files and folders, archives, lines, pages, addresses."""
