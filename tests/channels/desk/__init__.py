"""Tests of the office's desk."""
