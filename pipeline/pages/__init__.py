"""What a web page says: its bytes and its address become an article; pure, nothing is fetched."""
