"""Notes that are being written and not saved yet, as the screen keeps them on this machine; see `store.drafts`."""

from reader.store.drafts import Draft, Drafts, DraftSubject, HeldDraft, LeftDraft

__all__ = ["Draft", "DraftSubject", "Drafts", "HeldDraft", "LeftDraft"]
