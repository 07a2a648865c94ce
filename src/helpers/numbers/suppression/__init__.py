"""Small-cell suppression: which numbers of members a network's reports do not show.

forms    what each number is made of, and what everybody knows of it anyway
search   another dataset that looks the same in all that is shown
plan     which numbers are hidden
proof    that what is shown gives no hidden one away
"""
