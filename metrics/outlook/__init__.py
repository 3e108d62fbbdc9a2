"""What the next days may bring, from those that were. Pure: a history of daily values in, an outlook out."""

from metrics.outlook.outlook import LONGEST, SHORTEST, days_needed, outlook_from

__all__ = ["LONGEST", "SHORTEST", "days_needed", "outlook_from"]
