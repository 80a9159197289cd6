"""Files the program carries with it: icons, fonts, templates, and the sample office."""
