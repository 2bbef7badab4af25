"""tell: a story as people read it. `files.write` writes a run's files; `terminal` shows answers and summaries."""
