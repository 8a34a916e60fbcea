"""The channel DingTalk (钉钉). Imported only if its settings are given: it needs websockets."""
