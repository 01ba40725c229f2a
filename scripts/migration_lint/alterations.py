"""The rules for ALTER TABLE, where most of what can go wrong goes wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pglast.enums import A_Expr_Kind, AlterTableType, BoolExprType, ConstrType, NullTestType

from .schema import KEYS, Schema, columns_in

if TYPE_CHECKING:
    from .statements import Check

# Locks that let everybody read and write.
WEAK = {AlterTableType.AT_SetStatistics, AlterTableType.AT_ValidateConstraint}
HARMLESS = {AlterTableType.AT_SetStatistics, AlterTableType.AT_SetRelOptions, AlterTableType.AT_ResetRelOptions}
INLINE = {ConstrType.CONSTR_CHECK, ConstrType.CONSTR_FOREIGN, *KEYS}
REWRITING = {ConstrType.CONSTR_GENERATED, ConstrType.CONSTR_IDENTITY}
SERIAL = {"serial", "bigserial", "smallserial", "serial4", "serial8", "serial2"}
# `on delete cascade`, `set null` and `set default`.
DELETING = {"c", "n", "d"}
# Functions that mean the same for every row of a statement.
STABLE = {"now", "transaction_timestamp"}


def alter_table(check: Check, node: Any) -> None:
    """A table nobody uses yet may be altered at will."""
    table = node.relation.relname
    if not check.in_use(table):
        return
    for command in node.cmds:
        if command.subtype not in WEAK:
            check.lock(table)
        alter(check, table, command)


def alter(check: Check, table: str, command: Any) -> None:
    """One change of a table in use."""
    column = command.name or ""
    known = check.known(table, column)
    if int(command.behavior) == 1:
        check.refuse("drop-cascade", "name everything that goes, instead of `cascade`")
    match command.subtype:
        case AlterTableType.AT_AddColumn:
            add_column(check, table, command.def_)
        case AlterTableType.AT_AddConstraint:
            add_constraint(check, table, command.def_)
        case AlterTableType.AT_DropConstraint:
            drop_constraint(check, table, column)
        case AlterTableType.AT_ValidateConstraint:
            if (table, column) in check.made:
                check.refuse(
                    "validated-at-once", f"{table} stays locked while it is read: validate in the next migration"
                )
        case AlterTableType.AT_SetNotNull:
            set_not_null(check, table, column)
        case AlterTableType.AT_AlterColumnType:
            check.refuse("retype", f"rewrites {table} while nobody can read it: add a column beside {column}")
        case AlterTableType.AT_DropColumn if known:
            check.refuse("drop-column", f"the previous release reads {table}.{column}", table)
        case AlterTableType.AT_DropNotNull if known:
            check.refuse("drop-not-null", f"the previous release cannot read an empty {table}.{column}", table)
        case AlterTableType.AT_ColumnDefault if known and command.def_ is None:
            check.refuse("drop-default", f"the previous release may leave {table}.{column} out", table)
        case AlterTableType.AT_DropColumn | AlterTableType.AT_DropNotNull | AlterTableType.AT_ColumnDefault:
            pass
        case subtype if subtype not in HARMLESS:
            check.refuse(
                "unknown-statement", f"no rule knows {subtype.name}: is it safe while the previous release runs?"
            )


def add_column(check: Check, table: str, node: Any) -> None:
    """A column that costs nothing to add and that an INSERT may leave out."""
    constraints = {constraint.contype: constraint for constraint in node.constraints or ()}
    default = constraints.get(ConstrType.CONSTR_DEFAULT)
    name = f"{table}.{node.colname}"
    if REWRITING & constraints.keys() or node.typeName.names[-1].sval in SERIAL:
        check.refuse("rewriting-column", f"filling {name} rewrites {table} while nobody can read it")
    elif default is not None and not is_constant(default.raw_expr):
        check.refuse(
            "rewriting-column", f"a default that is made row by row rewrites {table}: add it empty, then set it"
        )
    elif default is None and {ConstrType.CONSTR_NOTNULL, ConstrType.CONSTR_PRIMARY} & constraints.keys():
        check.refuse("required-column", f"the previous release does not fill {name}, nor do the rows that are there")
    for constraint in constraints.values():
        reference(check, constraint)
    if INLINE & constraints.keys():
        check.refuse("inline-constraint", f"checked at once, under the lock: add it to {table} by name and `not valid`")


def is_constant(node: Any) -> bool:
    """Whether a default is the same for every row, so that PostgreSQL writes it down once."""
    match type(node).__name__:
        case "A_Const" | "SQLValueFunction":
            return True
        case "TypeCast":
            return is_constant(node.arg)
        case "A_ArrayExpr":
            return all(is_constant(element) for element in node.elements or ())
        case "FuncCall":
            return node.funcname[-1].sval in STABLE
    return False


def add_constraint(check: Check, table: str, node: Any) -> None:
    """One that is checked for new rows only at first, and only for what the previous release does not write."""
    check.made.add((table, node.conname or ""))
    kind, validated = node.contype, not node.skip_validation
    if kind == ConstrType.CONSTR_CHECK:
        if validated:
            check.refuse(
                "check-validated",
                f"reads all of {table} under the lock: `not valid`, then validate in the next migration",
            )
        known = {column for column in columns_in(node.raw_expr) if check.known(table, column)}
        if known and not widens(check, table, node):
            check.refuse(
                "narrowing-check", f"may refuse what the previous release writes to {', '.join(sorted(known))}", table
            )
    elif kind == ConstrType.CONSTR_FOREIGN:
        reference(check, node)
        if validated:
            check.refuse(
                "foreign-key-validated",
                f"reads all of {table} under two locks: `not valid`, then validate in the next migration",
            )
        if all(check.known(table, column.sval) for column in node.fk_attrs):
            check.refuse("narrowing-foreign-key", f"may refuse what the previous release writes to {table}", table)
    elif kind in KEYS:
        if not node.indexname:
            check.refuse(
                "key-without-index",
                "makes an index under the lock: make it before, concurrently, and add it `using index`",
            )
        columns = [column.sval for column in node.keys or ()]
        if columns and all(check.known(table, column) for column in columns):
            check.refuse("narrowing-key", f"refuses rows of {table} that the previous release may write", table)
    else:
        check.refuse("unknown-statement", f"no rule knows {kind.name}: is it safe while the previous release runs?")


def reference(check: Check, node: Any) -> None:
    """The previous release deletes rows without knowing what refers to them by now."""
    if node.contype != ConstrType.CONSTR_FOREIGN:
        return
    table = node.pktable.relname
    if check.in_use(table) and node.fk_del_action not in DELETING:
        check.refuse(
            "restricting-foreign-key",
            f"stops the previous release from deleting rows of {table}: `on delete cascade` or `set null`",
            table,
        )


def widens(check: Check, table: str, node: Any) -> bool:
    """Whether this takes the place of a list of values, which it contains."""
    replaced = check.dropped.get((table, node.conname or ""))
    before, now = listed(replaced.raw_expr if replaced else None), listed(node.raw_expr)
    return before is not None and now is not None and before[0] == now[0] and before[1] <= now[1]


def listed(node: Any) -> tuple[str, set[str]] | None:
    """Column and values of `column in ('a', 'b')`."""
    if type(node).__name__ != "A_Expr" or node.kind != A_Expr_Kind.AEXPR_IN or node.name[0].sval != "=":
        return None
    values = {getattr(getattr(value, "val", None), "sval", None) for value in node.rexpr}
    if type(node.lexpr).__name__ != "ColumnRef" or None in values:
        return None
    return node.lexpr.fields[-1].sval, {str(value) for value in values}


def drop_constraint(check: Check, table: str, name: str) -> None:
    """Checks may go. Keys may not: `on conflict` needs them, and deletions follow them."""
    constraint = check.current.tables[table].constraints.get(name)
    if constraint is not None and constraint.kind == ConstrType.CONSTR_CHECK:
        check.dropped[table, name] = constraint.node
    elif name in check.released.tables[table].constraints or constraint is None:
        check.refuse("drop-key", f"the previous release may rely on {name}", table)


def set_not_null(check: Check, table: str, column: str) -> None:
    """Quick only with a validated check; and something has to fill what the previous release leaves out."""
    if not proven(check.current, table, column):
        check.refuse(
            "not-null-unproven", f"reads all of {table} under the lock: first a validated check ({column} is not null)"
        )
    found = check.current.tables[table].columns.get(column)
    if check.known(table, column) or found is None or not found.has_default:
        check.refuse("set-not-null", f"the previous release may leave {table}.{column} empty", table)


def proven(schema: Schema, table: str, column: str) -> bool:
    """Whether a validated check says that the column is never empty."""
    checks = [c for c in schema.tables[table].constraints.values() if c.kind == ConstrType.CONSTR_CHECK and c.valid]
    return any(column in never_null(check.node.raw_expr) for check in checks)


def never_null(node: Any) -> set[str]:
    """The columns of `a is not null and b is not null`."""
    match type(node).__name__:
        case "NullTest" if node.nulltesttype == NullTestType.IS_NOT_NULL and type(node.arg).__name__ == "ColumnRef":
            return {node.arg.fields[-1].sval}
        case "BoolExpr" if node.boolop == BoolExprType.AND_EXPR:
            return {column for part in node.args for column in never_null(part)}
    return set()
