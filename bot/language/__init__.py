"""What people write, without any subject: numerals, script, sounds, yes and no, questions, dates. Pure."""
