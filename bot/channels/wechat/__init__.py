"""The channel WeChat Official Account (公众号). Imported only if its settings are given: it needs cryptography and defusedxml."""
