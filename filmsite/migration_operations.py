"""An operation for migrations that Django does not have."""

from django.db.migrations.operations.base import Operation


class CreateModels(Operation):
    """Create models in one step; they may name each other in any order.

    Django makes every model of the project anew after each operation that concerns one with relations, which is most of
    the time that a first start takes. After this one it does so once.
    """

    serialization_expand_args = ["operations"]

    def __init__(self, operations):
        self.operations = operations

    def deconstruct(self):
        return self.__class__.__name__, [], {"operations": self.operations}

    def state_forwards(self, app_label, state):
        # Made anew when somebody asks for them next.
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create models {', '.join(operation.name for operation in self.operations)}"
