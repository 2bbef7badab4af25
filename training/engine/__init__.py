"""The engine's recipe: corpora, joint training, evaluation, export. `python -m training.engine --help`."""
