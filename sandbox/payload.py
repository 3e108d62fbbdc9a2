"""The JSON objects that travel between the workspace, the app and the page."""

from typing import Any

Json = dict[str, Any]
