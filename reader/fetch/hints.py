"""What to do where an answer cannot be used, by what was asked for: `page`, `feed` or `picture` (`Errand.noun`)."""

WAYS_ROUND = {
    "page": "Save it in the browser and add the file.",
    "feed": "Its server lets no feed readers in.",
    "picture": "",
}
"""Where a server won't."""

ODD_HINTS = {**WAYS_ROUND, "feed": "Check the address, or try again later."}
"""Where an answer is not what a web server gives: broken, empty, without an end."""
