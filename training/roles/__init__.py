"""The recipe of the weights by which roles of incidents are read; see CARD.md."""
