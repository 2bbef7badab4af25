"""Tests of the stage `link`."""
