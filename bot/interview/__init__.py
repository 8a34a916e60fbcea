"""Facts + rules → verdict, reasons, checklist, route, next question. Pure: no clock, no database, no channel."""
