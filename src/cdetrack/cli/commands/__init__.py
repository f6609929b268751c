"""One module for each command: `run` is the command, or `app` the group of commands of this name."""
