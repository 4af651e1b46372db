"""Whole made-up accounts: the SQL rules say what a plain reading of the catalogue says, finding by finding."""

import os
from collections import Counter
from random import Random

import pytest
from history_accounts import made
from history_oracle import Account, Oracle, Verdicts
from sql_examples import filled

from audit.engine import registry
from audit.model.words import Unit

# Each account has some thousand decisions; many more were compared when the rules were written.
ACCOUNTS = int(os.environ.get("MSGAUDIT_ACCOUNTS", "6"))
RULES = [rule for rule in registry.built_in() if rule.sql and rule.id != "missing-order-id"]


def said(account: Account) -> Verdicts:
    verdicts: Verdicts = {}
    tables = {name: getattr(account, name) for name in Account.__dataclass_fields__}
    with filled(**tables) as store:
        assert store.count("model.half_mailboxes") == 0
        roles = {row["message_id"]: row["role"] for row in store.rows("select message_id, role from model.messages")}
        for rule in RULES:
            for row in store.rows(rule.sql or ""):
                role = roles.get(row["message_id"])
                if rule.unit is Unit.EPISODE or not role or role in rule.roles:
                    verdicts[rule.id, row["subject_id"]] = row.get("verdict") or "violation"
    return verdicts


@pytest.mark.parametrize("seed", range(ACCOUNTS))
def test_the_rules_agree_with_the_catalogue_read_aloud(seed: int) -> None:
    random = Random(seed)
    account = made(random, random.choice((40, 80, 120)))
    wanted, found = Oracle(account).verdicts, said(account)
    wanted = {key: verdict for key, verdict in wanted.items() if key[0] in {rule.id for rule in RULES}}
    differing = {
        key: (wanted.get(key), found.get(key))
        for key in wanted.keys() | found.keys()
        if wanted.get(key) != found.get(key)
    }
    assert not differing, f"{Counter(key[0] for key in differing)}: {sorted(differing.items())[:5]}"


def test_the_accounts_hold_every_verdict_of_every_rule() -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for seed in range(6):
        random = Random(seed)
        seen.update((rule, v) for (rule, _), v in Oracle(made(random, random.choice((40, 80, 120)))).verdicts.items())
    assert min(seen.get((rule.id, "violation"), 0) for rule in RULES if rule.id != "selective-asking") >= 10
    assert seen["late-message", "likely"] >= 10
    assert seen["review-request-window", "likely"] >= 5
    assert seen["slow-reply", "review"] >= 3
