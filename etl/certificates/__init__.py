"""Certificates: after each run, what can be attested of every source's local days, and what a person should look at."""

from etl.certificates.acceptances import AcceptanceError, accept_day
from etl.certificates.certifying import certify
from etl.certificates.watermarks import write_watermark

__all__ = ["AcceptanceError", "accept_day", "certify", "write_watermark"]
