"""Every screen as a picture: a file per part of the program, and the rendering of them all."""
