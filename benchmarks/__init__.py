"""Speed and accuracy beside other ways of doing the same, always in one run: `make bench`."""
