"""WeCom as strict as its documents, for the tests: its server over real HTTP, and what members see.

Written from the documents named at each rule, apart from the client in bot/channels/wecom.
"""
