"""JupyterLite beside the book: every chapter runs in the reader's browser, from the book's host.

``python -m lite`` (``make site`` calls it) fetches what is needed once, checks each file, and
leaves a folder that the pages carry along as ``lite/``.
"""
