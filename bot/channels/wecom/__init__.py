"""The channel WeCom (企业微信). Imported only if its settings are given: it needs cryptography and defusedxml."""
