"""Why a picture could not be had. An answer goes out without it."""


class RenderError(Exception):
    """No picture could be made; the message is a sentence that says why. The number itself is not in doubt."""
