"""What printed numbers allow, and which of them cannot all be true: an engine that knows no report.

`spec` documents the language in which an audit is asked for; `engine.audit(spec)` answers it:

    spec        what is counted, printed and asked; `formulas` reads it, `domain` makes the tables
    program     rules over whole numbers; `model` is a spec as a program, `families` its parts
    solver      CP-SAT; `relaxed` is GLOP: bounds with a proof, datasets beside known ones
    oracle      whether claims can all hold; `conflicts` finds every minimal conflict and drop
    bounds      each cell from both sides; `verdicts`, `explain`, `helpful`: what is said beside
    engine      all of it, side by side (`forked`), and `Desk` to leave claims out

Beyond the prototype's language: cells as formulas, `a&b` for what binds where two claims hold,
`pivots` for explanations, `taken` for readings that bounds take.
"""
