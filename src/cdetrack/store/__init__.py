"""Keep the cache: the history and its fold; the only package that writes them.

`store.Store` is the way in. The history is written first, then the fold: a crash between the two leaves a fold that is
behind, and the next reader folds again. A fold that is *ahead* of its history means that lines are gone: damage.
"""
