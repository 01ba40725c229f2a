"""What the migrations so far have made: enough of the catalogue to tell old from new."""

import copy
from dataclasses import dataclass, field
from typing import Any

from pglast.enums import AlterTableType, ConstrType, ObjectType
from pglast.visitors import Visitor

from .source import Statement

KEYS = {ConstrType.CONSTR_UNIQUE: "key", ConstrType.CONSTR_PRIMARY: "pkey", ConstrType.CONSTR_EXCLUSION: "excl"}
SUFFIXES = {**KEYS, ConstrType.CONSTR_CHECK: "check", ConstrType.CONSTR_FOREIGN: "fkey"}


@dataclass
class Constraint:
    """A constraint of a table; `node` is what it was declared as."""

    kind: ConstrType
    node: Any
    valid: bool


@dataclass
class Column:
    """A column; what matters is whether an INSERT that does not know it succeeds."""

    not_null: bool
    has_default: bool


@dataclass
class Table:
    """A table."""

    columns: dict[str, Column] = field(default_factory=dict)
    constraints: dict[str, Constraint] = field(default_factory=dict)


@dataclass
class Schema:
    """Tables by name, and of everything else the names; `indexes` tells the table."""

    tables: dict[str, Table] = field(default_factory=dict)
    indexes: dict[str, str] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)

    def copy(self) -> "Schema":
        """One that changes independently."""
        return copy.deepcopy(self)

    def apply(self, statement: Statement) -> None:
        """Takes note of what a statement does."""
        handler = getattr(self, f"_apply_{statement.type}", None)
        if handler is not None:
            handler(statement.node)

    def _apply_CreateStmt(self, node: Any) -> None:
        table = self.tables.setdefault(node.relation.relname, Table())
        for element in node.tableElts or ():
            if type(element).__name__ == "ColumnDef":
                self._add_column(node.relation.relname, table, element)
            elif type(element).__name__ == "Constraint":
                self._add_constraint(node.relation.relname, table, element)

    def _apply_IndexStmt(self, node: Any) -> None:
        self.indexes[node.idxname or ""] = node.relation.relname

    def _apply_CreateFunctionStmt(self, node: Any) -> None:
        self.others.add(node.funcname[-1].sval)

    def _apply_ViewStmt(self, node: Any) -> None:
        self.others.add(node.view.relname)

    def _apply_CreateSeqStmt(self, node: Any) -> None:
        self.others.add(node.sequence.relname)

    def _apply_CreateTrigStmt(self, node: Any) -> None:
        self.others.add(node.trigname)

    def _apply_CreateExtensionStmt(self, node: Any) -> None:
        self.others.add(node.extname)

    def _apply_CreateStatsStmt(self, node: Any) -> None:
        self.others.add(node.defnames[-1].sval)

    def _apply_DropStmt(self, node: Any) -> None:
        for name in dropped_names(node):
            if node.removeType == ObjectType.OBJECT_TABLE:
                self.tables.pop(name, None)
            self.indexes.pop(name, None)
            self.others.discard(name)

    def _apply_AlterTableStmt(self, node: Any) -> None:
        name = node.relation.relname
        table = self.tables.get(name)
        if table is None:
            return
        for command in node.cmds:
            match command.subtype:
                case AlterTableType.AT_AddColumn:
                    self._add_column(name, table, command.def_)
                case AlterTableType.AT_DropColumn:
                    table.columns.pop(command.name, None)
                case AlterTableType.AT_AddConstraint:
                    self._add_constraint(name, table, command.def_)
                case AlterTableType.AT_DropConstraint:
                    table.constraints.pop(command.name, None)
                case AlterTableType.AT_ValidateConstraint if command.name in table.constraints:
                    table.constraints[command.name].valid = True
                case AlterTableType.AT_ColumnDefault if command.name in table.columns:
                    table.columns[command.name].has_default = command.def_ is not None
                case AlterTableType.AT_SetNotNull if command.name in table.columns:
                    table.columns[command.name].not_null = True

    def _add_column(self, table_name: str, table: Table, node: Any) -> None:
        kinds = {constraint.contype for constraint in node.constraints or ()}
        table.columns[node.colname] = Column(
            not_null=bool(kinds & {ConstrType.CONSTR_NOTNULL, ConstrType.CONSTR_PRIMARY}),
            has_default=ConstrType.CONSTR_DEFAULT in kinds,
        )
        for constraint in node.constraints or ():
            self._add_constraint(table_name, table, constraint, node.colname)

    def _add_constraint(self, table_name: str, table: Table, node: Any, column: str = "") -> None:
        if node.contype not in SUFFIXES:
            return
        # As PostgreSQL names those that have no name.
        parts = [table_name, column, SUFFIXES[node.contype]]
        if node.contype == ConstrType.CONSTR_PRIMARY:
            parts.remove(column)
        name = node.conname or "_".join(part for part in parts if part)
        table.constraints[name] = Constraint(node.contype, node, not node.skip_validation)


class _Columns(Visitor):  # type: ignore[misc]
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_ColumnRef(self, _ancestors: Any, node: Any) -> None:
        self.names.add(getattr(node.fields[-1], "sval", "*"))


def columns_in(*nodes: Any) -> set[str]:
    """The columns an expression reads."""
    visitor = _Columns()
    for node in nodes:
        if node is not None:
            visitor(node)
    return visitor.names


def dropped_names(node: Any) -> list[str]:
    """What a DROP drops, without schemas."""
    names = []
    for dropped in node.objects:
        parts = getattr(dropped, "objname", None) or getattr(dropped, "names", None) or dropped
        names.append(parts[-1].sval if isinstance(parts, tuple) else parts.sval)
    return names
