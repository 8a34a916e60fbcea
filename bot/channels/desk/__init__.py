"""The office's desk: pages for staff who log in, served by an app and a listener of their own."""
