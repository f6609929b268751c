"""Read and write the files of the cache: the history, its fold `notices.json`, and the state. Start at `store`.

* A change as a line, and the chain of lines: `history_line`, `history`; the only writer: `writer`, under `lock`.
* Files that a crash leaves whole: `files`; kept files and those that still arrive: `kept`, `parts`, `texts`.
* The fold, and the next one: `fold`, `index`, `refold`, `counts`; a day in the past: `as_of`.
* A cache of a million notices: `history_files`, `sealed`, read as one sequence of bytes by `content`.
* What a look teaches of its source, and what `undo` forgets: `state`, `state_file`, `learnt`.
* What people decided: `decisions`, `decided`. A copy in which nothing is kept: `scratch`.
* Repair, for `doctor`: `rebuild`, `damaged_history`, `damaged_fold`, `refold_onto`.

**The history is written before the fold**: after a crash between the two the fold is behind, and the next reader makes
it anew. A fold *ahead* of its history means that lines of the history are lost: damage. A look is one append and one
`fsync`, and its last line says so; the fold is replaced once for a round. Readers answer from a fold of older rules as
it is, with the topics of their own configuration; writers make it anew.

**The fold is edited as lines of bytes.** Touched notices and their relatives are made anew, the rest is copied. Each
line begins with its search keys: `list` reads from the top, `show` searches bytes. Beyond 32 MB, older lines are in
sealed parts that never change; `notices.json` and the first line of `history.jsonl` say which of these count.
"""
