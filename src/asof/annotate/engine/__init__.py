"""The trained engine: one small encoder, many heads, one pass, over onnxruntime.

This package holds what training and running share (labels, shapes, windows, decoding), so that the two cannot drift.
"""
