"""What was found in a notice → the files of a draft pack."""
