"""Read and write the files of the cache: the history, its fold `notices.json`, and the state.

Start at `store.Store`. The history is written before the fold: after a crash between the two the fold is behind, and
the next reader makes it anew. A fold *ahead* of its history means that lines of the history are lost: damage.
"""
