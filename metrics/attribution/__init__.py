"""Who is credited with a conversion: seven rules over the channels that a customer touched before it."""
