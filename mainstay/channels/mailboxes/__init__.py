"""The mailboxes of the desk: their settings, their secrets, and how their mail is fetched."""
