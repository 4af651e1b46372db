"""Everything that is known of one rule, order or message, in words."""

from pathlib import Path

from audit.engine import registry
from audit.errors import UsageError
from audit.pipeline import catalogue
from audit.policy import load_policies
from audit.store import Store


def explain_rule(name: str) -> str:
    """A rule in full, as Markdown.

    Raises:
        UsageError: there is no such rule.
    """
    words = next((w for w in catalogue() if w.id == name), None)
    if words is None:
        raise UsageError(f"there is no rule {name!r}; `msgaudit rules` lists them")
    newest = load_policies()[-1]
    lines = [f"# {words.id}", "", words.failure_title, "", f"Severity: {words.severity.value}. Family: {words.family}."]
    for clause_id in words.clauses:
        clause = newest.clause(clause_id)
        lines.append(f"Clause {clause_id}: {clause.text}" if clause else f"Clause {clause_id}")
    if not words.built:
        return "\n".join(
            [*lines, "", "There is no rule yet: every report lists it as not checked.", "", words.remediation]
        )
    for title, text in words.doc.items():
        lines += ["", f"## {title}", "", text]
    rule = next(r for r in registry.built_in() if r.id == name)
    shown = [(e.is_bad, " ".join((e.body or e.html or e.subject).split())) for e in rule.examples if not e.not_checked]
    lines += ["", "## Examples", ""]
    lines += [f"- {'fires' if is_bad else 'passes'}: {text}" for is_bad, text in shown]
    lines += [f"- {table['name']}" for table in rule.tables]
    return "\n".join(lines)


def show_record(store: Path, kind: str, record: str) -> str:
    """Everything that a store knows of an order or message, with file and row.

    Raises:
        UsageError: the store does not know it.
    """
    with Store.open(store) as opened:
        name = "order_id" if kind == "order" else "message_id"
        found = opened.text_rows(f"select * from model.{kind}s where {name} = ?", [record])
        if not found:
            raise UsageError(f"{store} knows no {kind} {record}")
        lines = [
            f"{key}: {value}" for key, value in found[0].items() if value is not None and value not in ("", "[]", [])
        ]
        return "\n".join([*lines, *(_order_sources if kind == "order" else _message_sources)(opened, record)])


def _order_sources(store: Store, order: str) -> list[str]:
    """Each fact of the order's files, and what happened around it."""
    facts = store.asked("order_facts", order)
    lines = ["", "As the files say it:"]
    for row in facts:
        item = f" (item {row['sku']})" if row["sku"] else ""
        lines.append(f"{row['fact']}: {row['told']}{item}, from {row['file']}, row {row['source_row']}")
    events = store.asked("order_events", order, order, order)
    lines += ["", "What happened:"] if events else []
    return lines + [
        f"{row['happened_at']} {row['what']}, from {row['file']}, row {row['source_row']}" for row in events
    ]


def _message_sources(store: Store, message: str) -> list[str]:
    return [f"from {row['file']}, row {row['source_row']}" for row in store.asked("message_sources", message)]
