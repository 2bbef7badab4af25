"""What people use: the commands (the desk and the API come later)."""
