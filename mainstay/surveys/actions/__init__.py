"""Every change of what clients say of us, and of what we say of our own work."""

from mainstay.surveys.actions.answering import Answer, answer, find
from mainstay.surveys.actions.asking import ask, call_off, plan_to_ask
from mainstay.surveys.actions.concerns import look_at
from mainstay.surveys.actions.reviewing import review
from mainstay.surveys.actions.sampling import draw_sample
from mainstay.surveys.actions.silence import close_silent, wait_for_silence
from mainstay.surveys.actions.terms import set_terms

__all__ = [
    "Answer",
    "answer",
    "ask",
    "call_off",
    "close_silent",
    "draw_sample",
    "find",
    "look_at",
    "plan_to_ask",
    "review",
    "set_terms",
    "wait_for_silence",
]
