"""The pages of the desk by what they are about."""
