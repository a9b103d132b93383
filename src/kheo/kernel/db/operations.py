"""Migration operations that Django has not: what they do to the database is the same, a new one is ready sooner.

Django draws up the tables of the whole project anew (as classes) for each table it makes; with a hundred tables that
was most of the time of `kheo run` in a fresh folder.
"""

from collections.abc import Callable, Iterable, Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState

TriggerCode = Callable[[BaseDatabaseSchemaEditor], None]


class CreateModels(Operation):
    """Several tables, in this order, in one step: the project is drawn up once for all of them."""

    category = OperationCategory.ADDITION

    def __init__(self, creations: Sequence[CreateModel]) -> None:
        self.creations = creations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # Without drawn-up classes Django only notes the tables; the first who asks has them drawn up.
        state.__dict__.pop("apps", None)
        for creation in self.creations:
            creation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for creation in self.creations:
            creation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for creation in reversed(self.creations):
            creation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "Create models " + ", ".join(creation.name for creation in self.creations)


def together(operations: Iterable[Operation]) -> list[Operation]:
    """The operations of a migration, each run of CreateModel made one step.

    What is added to one of these tables further on in the run (fields, constraints, indexes) is made with the table.
    """
    steps: list[Operation] = []
    run: dict[str, CreateModel] = {}
    for operation in operations:
        if isinstance(operation, CreateModel):
            run[operation.name_lower] = operation
            continue
        whole = _with(run, operation)
        if whole is not None:
            run[whole.name_lower] = whole
            continue
        steps += [CreateModels(list(run.values()))] if run else []
        run = {}
        steps.append(operation)
    return [*steps, CreateModels(list(run.values()))] if run else steps


def _with(run: dict[str, CreateModel], operation: Operation) -> CreateModel | None:
    """The table of the run to which this operation adds something, with what it adds."""
    creation = run.get(getattr(operation, "model_name_lower", getattr(operation, "model_name", "").lower()))
    if creation is None or not isinstance(operation, (AddField, AddIndex, AddConstraint)):
        return None
    reduced = creation.reduce(operation, "")
    return reduced[0] if isinstance(reduced, list) and isinstance(reduced[0], CreateModel) else None


class Triggers(Operation):
    """Makes or drops triggers through the schema editor; knows nothing of classes, so none are drawn up for it."""

    category = OperationCategory.SQL

    def __init__(self, make: TriggerCode, drop: TriggerCode) -> None:
        self.make, self.drop = make, drop

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The tables stay as they are."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        self.make(schema_editor)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        self.drop(schema_editor)

    def describe(self) -> str:
        return "Triggers"
