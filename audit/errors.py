"""Every error a user can cause; its message says what is wrong, where, and what to do.

AuditError              exit code 2, one line on stderr, no traceback
├── UsageError          the call is wrong: an unknown rule, an impossible period
├── InputError          nothing readable: no importer, two importers, a broken container
├── StoreError          the store is missing, damaged, locked or of a newer version
├── PolicyError         a policy, marketplace or lexicon file breaks its form
├── RuleError           a rule file breaks the house rules
├── ResultError         a result document is unreadable or of a newer version
└── OutputError         a report or export cannot be written
"""


class AuditError(Exception):
    """A mistake the user can mend. The message is one line."""


class UsageError(AuditError):
    """The call cannot be carried out as it was made."""


class InputError(AuditError):
    """A file cannot be imported."""


class StoreError(AuditError):
    """The store cannot be opened or written."""


class PolicyError(AuditError):
    """A policy, marketplace or lexicon file breaks its form."""


class RuleError(AuditError):
    """A rule file breaks the house rules."""


class ResultError(AuditError):
    """A result document cannot be read."""


class OutputError(AuditError):
    """A report or export cannot be written."""
