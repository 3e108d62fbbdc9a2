"""Why a number moved: its change taken apart, exactly, by what went into it and by whom it came."""
