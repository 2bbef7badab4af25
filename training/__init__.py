"""The recipes of what is trained. Needs the extra packages of training/requirements.txt; nothing at run time."""
