"""Bodies that are no message: XML that would grow or read files, XML without an end, and what is no XML."""

BOMBS = (
    b'<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><xml><Content>&b;</Content></xml>',
    b'<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><Content>&a;</Content></xml>',
    b'<!DOCTYPE xml SYSTEM "http://127.0.0.1:1/x.dtd"><xml></xml>',
    b"<xml>" + b"<a>" * 20_000,
    b"<html></html>",
    b"{}",
    b"\xff\xfe",
    b"",
)
