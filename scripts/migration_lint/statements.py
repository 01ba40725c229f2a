"""The rules for single statements. What no rule knows is refused: better to teach it here than to let it pass."""

from dataclasses import dataclass, field
from typing import Any

from pglast.enums import ObjectType, OnConflictAction
from pglast.visitors import Visitor

from .alterations import alter_table, reference
from .findings import Finding
from .schema import Schema, columns_in, dropped_names
from .source import Migration, Statement

HARMLESS = {"CommentStmt", "CreateEnumStmt", "CreateExtensionStmt", "CreateSeqStmt", "CreateStatsStmt"}
# The time-outs every migration begins with, and their longest values in milliseconds.
LIMITS = {"lock_timeout": 5_000, "statement_timeout": 60_000}


@dataclass
class Check:
    """One migration under examination: what the previous release has, what there is by now, what was found."""

    migration: Migration
    released: Schema
    current: Schema
    findings: list[Finding] = field(default_factory=list)
    line: int = 1
    # The tables in use that are locked against everybody until the migration ends.
    locked: set[str] = field(default_factory=set)
    # Constraints this migration made or dropped, by table and name.
    made: set[tuple[str, str]] = field(default_factory=set)
    dropped: dict[tuple[str, str], Any] = field(default_factory=dict)

    def refuse(self, rule: str, message: str, table: str = "") -> None:
        """Notes that the current statement breaks a rule."""
        self.findings.append(Finding(self.migration.file, self.line, rule, message, table))

    def in_use(self, table: str) -> bool:
        """Whether the previous release has this table, so that there may be rows, readers and writers."""
        return table in self.released.tables

    def known(self, table: str, column: str) -> bool:
        """Whether the previous release has this column."""
        return self.in_use(table) and column in self.released.tables[table].columns

    def lock(self, table: str) -> None:
        """Notes that a table in use is locked until the migration ends."""
        self.locked.add(table)
        if len(self.locked) == 2:
            tables = " and ".join(sorted(self.locked))
            self.refuse("two-tables-locked", f"{tables} are locked together: give each a migration of its own")

    def run(self) -> None:
        """Examines all statements, and brings the schema along."""
        timeouts(self)
        for statement in self.migration.statements[self.first() :]:
            self.line = statement.line
            examine(self, statement)
            self.current.apply(statement)

    def first(self) -> int:
        """Where the statements begin that do something."""
        return 2 if self.migration.in_transaction else 0


def timeouts(check: Check) -> None:
    """A migration in a transaction begins with its two time-outs; one outside is a single statement."""
    statements = check.migration.statements
    if not check.migration.in_transaction:
        concurrent = [s for s in statements if getattr(s.node, "concurrent", False)]
        if len(statements) != 1 or len(concurrent) != 1:
            check.refuse("no-transaction", "only a single `create index concurrently` or `drop index concurrently`")
        return
    for position, (name, limit) in enumerate(LIMITS.items()):
        statement = statements[position] if position < len(statements) else None
        check.line = statement.line if statement else 1
        value = milliseconds(statement.node) if statement and is_local_setting(statement, name) else None
        if value is None or not 0 < value <= limit:
            check.refuse(
                "timeouts", f"statement {position + 1} has to be `set local {name} = '{limit // 1000}s'`, or less"
            )


def is_local_setting(statement: Statement, name: str) -> bool:
    """Whether this is `set local NAME = …`."""
    return statement.type == "VariableSetStmt" and statement.node.is_local and statement.node.name == name


def milliseconds(node: Any) -> int | None:
    """The value of a time-out written as '5s' or '500ms'."""
    text = getattr(getattr(node.args[0], "val", None), "sval", "") if node.args else ""
    for unit, factor in (("ms", 1), ("s", 1000)):
        if text.removesuffix(unit).isdigit() and text.endswith(unit):
            return int(text.removesuffix(unit)) * factor
    return None


def examine(check: Check, statement: Statement) -> None:
    """Applies the rules for this kind of statement."""
    kind, node = statement.type, statement.node
    match kind:
        case "VariableSetStmt":
            check.refuse("timeouts", "settings stand at the beginning only")
        case "TransactionStmt":
            check.refuse("transaction-control", "every migration already is a transaction")
        case _ if changes_within(node):
            check.refuse("unknown-statement", "a `with` that changes rows hides what it does")
        case "CreateStmt" if not node.inhRelations and not node.partbound:
            for constraint in constraints_of(node):
                reference(check, constraint)
        case "IndexStmt":
            index(check, node)
        case "AlterTableStmt" if node.objtype == ObjectType.OBJECT_TABLE:
            alter_table(check, node)
        case "DropStmt":
            drop(check, node)
        case "RenameStmt" | "AlterObjectSchemaStmt":
            rename(check, node)
        case "CreateFunctionStmt" | "ViewStmt" | "CreateTrigStmt":
            create(check, kind, node)
        case "UpdateStmt" | "DeleteStmt":
            change_rows(check, kind, node)
        # An insert that changes rows instead is refused below.
        case "InsertStmt" if not overwrites(node):
            pass
        case "TruncateStmt":
            for relation in node.relations:
                if check.in_use(relation.relname):
                    check.refuse("remove-rows", f"takes rows of {relation.relname} away", relation.relname)
        case _ if kind in HARMLESS:
            pass
        case _:
            check.refuse("unknown-statement", f"no rule knows {kind}: is it safe while the previous release runs?")


def overwrites(insert: Any) -> bool:
    """Whether an insert changes rows that are there already."""
    clause = insert.onConflictClause
    return clause is not None and clause.action != OnConflictAction.ONCONFLICT_NOTHING


class _Changes(Visitor):  # type: ignore[misc]
    def __init__(self) -> None:
        self.found = False

    def visit_CommonTableExpr(self, _ancestors: Any, node: Any) -> None:
        self.found |= type(node.ctequery).__name__ != "SelectStmt"


def changes_within(node: Any) -> bool:
    """Whether a statement's `with` changes rows."""
    visitor = _Changes()
    visitor(node)
    return visitor.found


def constraints_of(node: Any) -> list[Any]:
    """The constraints of a table and its columns."""
    elements = node.tableElts or ()
    return [
        constraint
        for element in elements
        for constraint in (
            (element,) if type(element).__name__ == "Constraint" else getattr(element, "constraints", None) or ()
        )
    ]


def index(check: Check, node: Any) -> None:
    """Indexes on tables in use are made without stopping writers, and refuse nothing the previous release writes."""
    table = node.relation.relname
    if node.concurrent and check.migration.in_transaction:
        check.refuse(
            "no-transaction", "`concurrently` works outside a transaction only: begin with `-- no-transaction`"
        )
    if node.concurrent and node.if_not_exists:
        check.refuse("half-made-index", "`if not exists` would take an index that failed halfway for a good one")
    if not check.in_use(table):
        return
    if not node.concurrent:
        check.refuse("index-blocks-writes", f"nobody can write to {table} meanwhile: `create index concurrently`")
    if node.unique:
        columns = {element.name for element in node.indexParams if element.name} | columns_in(*node.indexParams)
        if all(check.known(table, column) for column in columns):
            check.refuse("narrowing-key", f"refuses rows of {table} that the previous release may write", table)


def drop(check: Check, node: Any) -> None:
    """What the previous release has stays."""
    if int(node.behavior) == 1:
        check.refuse("drop-cascade", "name everything that goes, instead of `cascade`")
    for name in dropped_names(node):
        if node.removeType == ObjectType.OBJECT_TABLE:
            if check.in_use(name):
                check.lock(name)
                check.refuse("drop-table", f"the previous release reads and writes {name}", name)
        elif name in check.released.indexes:
            table = check.released.indexes[name]
            check.refuse("drop-object", f"the previous release's queries on {table} may need {name}", table)
        elif name in check.released.others:
            check.refuse("drop-object", f"the previous release may need {name}", name)
        elif name not in check.current.others and name not in check.current.indexes:
            check.refuse("unknown-statement", f"no migration before made {name}")


def rename(check: Check, node: Any) -> None:
    """The previous release knows everything by its name of then; constraints too, which become messages."""
    relation = node.relation.relname if node.relation else ""
    table = check.released.indexes.get(relation, relation)
    if not relation:
        check.refuse("rename", "the previous release knows it by the old name", str(getattr(node, "subname", "") or ""))
    elif check.in_use(table) or relation in check.released.others:
        check.lock(table)
        check.refuse("rename", f"the previous release knows {relation} by the old name", table)


def create(check: Check, kind: str, node: Any) -> None:
    """New functions, views and triggers; none in the place of one the previous release has."""
    if kind == "CreateTrigStmt":
        name = node.trigname
        if check.in_use(node.relation.relname):
            check.lock(node.relation.relname)
    else:
        name = node.view.relname if kind == "ViewStmt" else node.funcname[-1].sval
    if node.replace and name in check.released.others:
        check.refuse("replace", f"the previous release uses {name} as it was", name)


def change_rows(check: Check, kind: str, node: Any) -> None:
    """Rows that are there already: some at a time, and not while others wait for a lock of ours."""
    table = node.relation.relname
    if not check.in_use(table):
        return
    if node.whereClause is None:
        check.refuse("whole-table-changed", f"locks every row of {table}: change those that need it, by parts")
    if check.locked:
        check.refuse(
            "change-under-lock",
            f"{' and '.join(check.locked)} is locked for as long as this takes: a migration of its own",
        )
    if kind == "DeleteStmt":
        check.refuse("remove-rows", f"takes rows of {table} away", table)
