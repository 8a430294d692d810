"""The one library the notebooks import: tables, clocks and charts of *Two Octobers*.

Pure pandas and Altair, so that it also runs in a browser. It reads ``data/`` and nothing else.
"""
