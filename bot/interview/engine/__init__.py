"""Facts + rules → verdict, reasons, checklist, route, next question. Pure."""
