"""Reads of the red thread. Everything is counted and shown for one viewer."""

from rodtrad.goals.queries.documents import DocumentRow, holds_something, plan_document
from rodtrad.goals.queries.overview import Filters
from rodtrad.goals.queries.thread import Thread, ThreadLink, ThreadNode, thread_of

__all__ = [
    "DocumentRow",
    "Filters",
    "Thread",
    "ThreadLink",
    "ThreadNode",
    "holds_something",
    "plan_document",
    "thread_of",
]
