"""`make docs`: writes every reference into the folder of docs that is named."""

import sys
from pathlib import Path

from bot.references.documents import write_all

write_all(Path(sys.argv[1]))
