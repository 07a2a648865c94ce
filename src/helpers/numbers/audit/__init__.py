"""What printed numbers allow, and which of them cannot all be true.

The engine knows no report. `spec` documents the language in which an audit is asked for;
`engine.audit(spec)` answers it:

    spec        what is counted, printed and asked; `formulas` reads it, `domain` makes the tables
    program     rules over whole numbers; `model` is a spec as a program, `families` its parts
    solver      CP-SAT; `relaxed` is GLOP: bounds with a proof, datasets beside known ones
    oracle      whether claims can all hold; `conflicts` finds every minimal conflict and drop
    bounds      each cell from both sides; `verdicts`, `explain`, `helpful`: what is said beside
    engine      all of it, side by side (`forked`), and `Desk` to leave a spec's claims out

The compiler makes a spec of a network, and findings of the engine's answer:

    frames      what a partnership can be; `descent` links the periods; `counts` writes n(...)
    reading     one statement as formulas; `statements` all of them, and the exhibits' questions
    shares      member types by plain arithmetic
    auditing    from the answer to audit.json, in words by `told`; `findings` keeps and asks it
    dataset     one complete example
    covering    few datasets that reach both ends of every range, for ends.json, as small as
                `packing` makes them; `ends` keeps them, counts in them, and checks them
    leaving     the same without each claim in turn, for without.json; `without` keeps and asks it
    ranges      the range of any number, by all claims or without one: stored, else solved
"""
