"""The chain of digests through the audit: each entry's covers what it says and the digest of the entry before."""

import json
from hashlib import sha256

from django.db import transaction

from reviews import models

START = "0" * 64
COVERED = ["seq", "actor_id", "action", "case_id", "decision_id", "subject", "details", "previous"]


def digest_of(entry) -> str:
    """SHA-256 over the entry's own words in one fixed form, as 64 hexadecimal digits."""
    words = {name: getattr(entry, name) for name in COVERED}
    words["happened_at"] = int(entry.happened_at.timestamp() * 1_000_000)
    return sha256(json.dumps(words, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


class Walk:
    """One walk along the whole chain; `faults()` tells what is wrong, `seq` and `digest` how far it has come.

    It reads entries in batches, so that a long chain needs no more memory than a short one.
    """

    BATCH = 1000

    def __init__(self):
        self.seq, self.digest, self.entries = 0, START, 0

    def faults(self):
        """Yields a line for every fault."""
        yield from self._walk_on()
        with transaction.atomic():
            # Nobody adds to the chain while its last entries are held against the head.
            head = models.AuditHead.objects.select_for_update().first()
            yield from self._walk_on()
            yield from self._compare(head)

    def _walk_on(self):
        """Look at the entries after the last one that was looked at."""
        entries = models.AuditEntry.objects.order_by("seq")
        while batch := list(entries.filter(seq__gt=self.seq)[: self.BATCH]):
            for entry in batch:
                yield from self._look_at(entry)

    def _look_at(self, entry):
        expected = self.seq + 1
        if entry.seq != expected:
            missing = f"entry {expected}" if entry.seq == expected + 1 else f"entries {expected} to {entry.seq - 1}"
            yield f"{missing}: missing"
        elif entry.previous != self.digest:
            yield f"entry {entry.seq}: does not follow the entry before it"
        if entry.digest != digest_of(entry):
            yield f"entry {entry.seq}: altered, its digest is another one"
        self.seq, self.digest, self.entries = entry.seq, entry.digest, self.entries + 1

    def _compare(self, head):
        if head is None:
            if self.entries:
                yield "head: missing"
        elif head.seq > self.seq:
            yield f"head: stands at entry {head.seq}, the last entry is {self.seq}"
        elif (head.seq, head.digest) != (self.seq, self.digest):
            yield f"head: does not stand at the last entry, {self.seq}"
