"""The server's settings, given anew at each start, so that a data folder never keeps old ones."""

from pathlib import Path

from store.embedded.connection import Address
from store.embedded.site import Site

# A quarter of the memory is what a server of its own machine takes; this one shares it with the company's other work.
SHARED_BUFFERS = "128MB"
_SETTINGS = {
    "max_connections": "100",
    "max_wal_size": "512MB",
    # No replica ever reads this server's log of writes.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # A statement may carry a password or a customer's data; the log says what failed, not with which words.
    "log_min_error_statement": "panic",
    "unix_socket_permissions": "0700",
}
_NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_HBA = "local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n"


def server_command(
    binaries: Path, site: Site, address: Address, *, durable: bool, shared_buffers: str = SHARED_BUFFERS
) -> list[str]:
    """The command line of the server; it names no password."""
    values = {
        **_SETTINGS,
        "shared_buffers": shared_buffers,
        **({} if durable else _NOT_DURABLE),
        **_listening(address),
        "hba_file": str(site.hba_file),
    }
    command = [str(binaries / "bin" / "postgres"), "-D", str(site.data)]
    for name, value in values.items():
        command += ["-c", f"{name}={value}"]
    return command


def write_hba(site: Site) -> None:
    """Who may connect: whoever has the password, from this machine. The server reads the file and cannot change it."""
    site.hba_file.write_text(_HBA)
    site.hba_file.chmod(0o644)


def _listening(address: Address) -> dict[str, str]:
    if address.is_socket:
        quoted = address.host.replace(
            '"', '""'
        )  # the setting is a list: a space or a comma in a bare path would split it
        return {"listen_addresses": "", "unix_socket_directories": f'"{quoted}"', "port": str(address.port)}
    return {"listen_addresses": address.host, "unix_socket_directories": "", "port": str(address.port)}
