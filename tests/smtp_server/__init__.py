"""A strict SMTP server for tests, on aiosmtpd: with TLS, a sign-in, refusals, greylisting, and connections that break."""
