"""How pictures look: style (colours, type), page (a sheet in inches), and the marks on it.

Marks take entries of an exhibit's table; which entries, and where, say the exhibits.
"""
