"""Findings as a copy may show them: the same rules as for the report, for the table beside it."""

import hashlib
import hmac
from dataclasses import dataclass, replace

from audit.model.evidence import Evidence, Excerpt, Fact, Reference
from audit.model.result import AuditResult, Finding
from audit.reporting.redaction import Redaction, in_words


def redacted(result: AuditResult, level: Redaction, key: bytes) -> AuditResult:
    """The result with findings that show no more of buyers and agents than ``level`` allows."""
    if level is Redaction.NONE:
        return result
    agents = tuple(sorted({f.agent for f in result.findings if f.agent}))
    copy = _Copy(level, key, agents)
    return replace(result, findings=tuple(copy.finding(f) for f in result.findings))


@dataclass(frozen=True, slots=True)
class _Copy:
    level: Redaction
    key: bytes
    agents: tuple[str, ...]

    def finding(self, finding: Finding) -> Finding:
        """Conversations bear the buyer's address in their name; the rest is hidden in a share copy only."""
        shown = replace(
            finding, thread_id=self._always(finding.thread_id), sentence=self._words(finding.sentence),
            evidence=tuple(self._evidence(item) for item in finding.evidence),
        )  # fmt: skip
        if self.level is not Redaction.SHARE:
            return shown
        return replace(
            shown, message_id=self._always(finding.message_id), order_id=self._always(finding.order_id),
            agent=self._always(finding.agent), source_file=self._always(finding.source_file),
        )  # fmt: skip

    def _always(self, value: str | None) -> str | None:
        return hmac.new(self.key, value.encode(), hashlib.sha256).hexdigest()[:8] if value else value

    def _words(self, text: str) -> str:
        return in_words(text, self.level, self.key, self.agents)

    def _evidence(self, item: Evidence) -> Evidence:
        if isinstance(item, Excerpt):
            return replace(item, text=self._words(item.text))
        hides = self.level is Redaction.SHARE
        if isinstance(item, Fact):
            value = self._words(item.value) if isinstance(item.value, str) else item.value
            return replace(item, value=value, source_file=self._always(item.source_file) if hides else item.source_file)
        if isinstance(item, Reference) and hides:
            return replace(item, id=self._always(item.id) or "")
        return item
