"""The outlines of countries that maps are drawn with."""
