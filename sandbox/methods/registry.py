"""All Web API methods of the workspace, by name."""

from sandbox.methods import apps, auth, blocks, chat, conversations, files, oauth, reactions, usergroups, users, views
from sandbox.methods.call import Method

_FAMILIES = (apps, auth, blocks, chat, conversations, files, oauth, reactions, usergroups, users, views)


def all_methods() -> dict[str, Method]:
    """Every method by its name; two of one name are a mistake of ours."""
    methods: dict[str, Method] = {}
    for family in _FAMILIES:
        for method in family.METHODS:
            if method.name in methods:
                raise ValueError(f"two Web API methods are called {method.name}")
            methods[method.name] = method
    return methods
