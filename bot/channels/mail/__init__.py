"""E-mail for the people of the page: letters that confirm an address, reminders, and what comes back.

Its libraries are imported by these modules alone, which nothing imports as long as no e-mail is set up.
"""
