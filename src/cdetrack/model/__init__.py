"""Values and their JSON; each module is imported where it is needed."""
