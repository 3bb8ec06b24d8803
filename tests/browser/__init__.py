"""What people see: Chromium on pages of real news, with the keyboard, without scripts, by axe."""
