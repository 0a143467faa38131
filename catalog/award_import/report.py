"""What an import did, and what was odd about which line."""

import csv
from collections import Counter, defaultdict

from filmsite.csv_files import harmless

# So many lines are named in the summary; the report names all.
LINES_NAMED = 5


class Report:
    """Counts what is odd by its kind; with a file, writes down each of them: line, what was done, why."""

    def __init__(self, file=None):
        self.lines = {"left out": defaultdict(list), "imported": defaultdict(list)}
        self.counts = Counter()
        self.table = csv.writer(file) if file else None
        self._write("line", "done", "what", "where")

    def add(self, line, done, kind, more=""):
        """Say that a line was "left out" or "imported", and what is odd about it."""
        self.counts[done, kind] += 1
        if len(self.lines[done][kind]) < LINES_NAMED:
            self.lines[done][kind].append(line)
        self._write(line, done, kind, more)

    def _write(self, *cells):
        if self.table:
            self.table.writerow([harmless(cell) for cell in cells])

    def summary(self):
        """Yields the lines of the summary, what was left out first."""
        for done, title in (("left out", "Left out"), ("imported", "Imported, and odd")):
            kinds = sorted(self.lines[done], key=lambda kind: (-self.counts[done, kind], kind))
            if kinds:
                yield f"{title}:"
            for kind in kinds:
                lines, count = self.lines[done][kind], self.counts[done, kind]
                named = ", ".join(map(str, lines)) + (" ..." if count > len(lines) else "")
                yield f"{count:7,}  {kind} (line{'' if count == 1 else 's'} {named})"
