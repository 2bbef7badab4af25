"""Count claims annotated by reading: places and labels without text, joined here with the texts they were read in."""
